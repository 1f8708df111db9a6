using Infra.Components.Enrolment;
using static Infra.Components.Tests.Enrolment.AnswerScript;

namespace Infra.Components.Tests.Enrolment;

/// <summary>
/// The script that asks through a bastion, run as the engines run it, against two real SSH servers: a dead node is told from a dead
/// bastion, and nothing goes through one that does not prove who it is.
/// </summary>
[Collection(nameof(JumpAnswerTests))]
public sealed class JumpAnswerTests
{
    [SkippableTheory]
    [InlineData("again", "")]
    [InlineData("first", "db-1 answers at 127.0.0.1:")]
    public async Task Node_ThatAnswersThroughTheBastion_Answers(string mode, string said)
    {
        using var bastion = SshServer.Start();
        using var node = SshServer.Start();

        var (code, output, error) = await RunAsync(mode, bastion, node.Port);
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith(said, output, StringComparison.Ordinal);
        Assert.Equal(said.Length == 0, output.Length == 0);
    }

    // Bound but not listening: the bastion's connection is refused, as on a VM whose sshd is not up.
    [SkippableFact]
    public async Task Node_ThatRefuses_IsNamedAndNotTheBastion()
    {
        using var bastion = SshServer.Start();
        using var bound = Bound();

        Assert.Equal((0, "Connection refused\n", ""), await RunAsync("again", bastion, PortOf(bound)));
        var (code, _, error) = await RunAsync("first", bastion, PortOf(bound));
        // It was reached, so it got the time of a boot.
        Assert.Equal(1, code);
        Assert.StartsWith($"db-1 did not answer at 127.0.0.1 port {PortOf(bound)} within 4 s (", error, StringComparison.Ordinal);
        Assert.EndsWith(" Look at $(the) \"way\".\n", error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Node_ThatConnectsAndSaysNothing_IsNoAnswer()
    {
        using var bastion = SshServer.Start();
        using var mute = Bound();
        mute.Listen(64);

        Assert.Equal((0, "no answer at all\n", ""), await RunAsync("again", bastion, PortOf(mute)));
    }

    [SkippableTheory]
    [InlineData("again")]
    [InlineData("first")]
    public async Task Bastion_ThatIsDead_IsNamed(string mode)
    {
        var bastion = SshServer.Start();
        using var node = SshServer.Start();
        bastion.Dispose();

        var (code, output, error) = await RunAsync(mode, bastion, node.Port);
        Assert.Equal(mode == "first" ? 1 : 0, code);
        Assert.Contains($"the bastion at 127.0.0.1 port {bastion.Port}: Connection refused", output + error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Bastion_WithAnotherHostKey_IsRefusedBeforeAnythingIsSent()
    {
        using var bastion = SshServer.Start();
        using var node = SshServer.Start();

        Assert.Equal(
            (0, $"the bastion at 127.0.0.1 port {bastion.Port}: it does not prove to hold the pinned host key\n", ""),
            await RunAsync("again", bastion, node.Port, hostKey: node.HostKey)
        );
        Assert.DoesNotContain("Accepted", bastion.Log, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Bastion_ThatDoesNotKnowTheOperator_IsNamed()
    {
        using var bastion = SshServer.Start();
        using var node = SshServer.Start();

        Assert.Equal(
            (0, $"the bastion at 127.0.0.1 port {bastion.Port}: it refuses the operator's key\n", ""),
            await RunAsync("again", bastion, node.Port, privateKey: SshServer.NewKey("").Private)
        );
    }

    [SkippableFact]
    public async Task Bastion_ThatDoesNotForwardThere_IsNamed()
    {
        using var node = SshServer.Start();
        using var bastion = SshServer.Start("PermitOpen 127.0.0.1:1");

        Assert.Equal(
            (0, $"the bastion at 127.0.0.1 port {bastion.Port} does not forward to it\n", ""),
            await RunAsync("again", bastion, node.Port)
        );
    }

    [SkippableFact]
    public async Task Key_WithAPassphrase_Opens()
    {
        using var bastion = SshServer.Start(passphrase: "a b$c'\"");
        using var node = SshServer.Start();

        Assert.Equal((0, "", ""), await RunAsync("again", bastion, node.Port, passphrase: "a b$c'\""));
        Assert.Contains("it refuses", (await RunAsync("again", bastion, node.Port, passphrase: "wrong")).Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("INFRA_HOST", "127.0.0.1\nProxyCommand touch /tmp/infra-jump-x")]
    [InlineData("INFRA_HOST", "-oProxyCommand=x")]
    [InlineData("INFRA_JUMP_HOST", "$(touch /tmp/infra-jump-x)")]
    [InlineData("INFRA_JUMP_PORT", "22 ")]
    [InlineData("INFRA_USER", "ops\tx")]
    public async Task Value_ThatIsNoAddress_GoesIntoNoConfiguration(string name, string value)
    {
        using var bastion = SshServer.Start();
        var (code, output, error) = await RunAsync("again", bastion, 22, more: (name, value));

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("This is no address, port or user: ", error, StringComparison.Ordinal);
        Assert.False(File.Exists("/tmp/infra-jump-x"));
    }

    /// <summary>Whether to go through a bastion at all: it has to prove who it is, know the operator and run a command.</summary>
    [SkippableFact]
    public async Task Bastion_Asked_SaysWhyNobodyGetsIn()
    {
        using var bastion = SshServer.Start();
        Assert.Equal((0, "", ""), await RunAsync("bastion", bastion, bastion.Port));
        using var other = SshServer.Start();
        Assert.Equal(
            (0, "it does not prove to hold the pinned host key\n", ""),
            await RunAsync("bastion", bastion, bastion.Port, hostKey: other.HostKey)
        );
        Assert.Equal(
            (0, "it refuses the operator's key\n", ""),
            await RunAsync("bastion", bastion, bastion.Port, privateKey: SshServer.NewKey("").Private)
        );
        using var idle = SshServer.Start("ForceCommand false");
        Assert.Equal((0, "it lets the operator in, and runs no command\n", ""), await RunAsync("bastion", idle, idle.Port));
        other.Dispose();
        Assert.Equal((0, "Connection refused\n", ""), await RunAsync("bastion", other, other.Port));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(
        string mode,
        SshServer bastion,
        int port,
        string? hostKey = null,
        string? privateKey = null,
        string? passphrase = null,
        (string Name, string Value)? more = null
    )
    {
        using var temp = new TempFolder();
        var variables = new Dictionary<string, string>
        {
            ["TMPDIR"] = temp.Path,
            ["INFRA_NODE"] = "db-1",
            ["INFRA_HOST"] = "127.0.0.1",
            ["INFRA_PORT"] = $"{port}",
            ["INFRA_USER"] = Environment.UserName,
            ["INFRA_JUMP_HOST"] = "127.0.0.1",
            ["INFRA_JUMP_PORT"] = $"{bastion.Port}",
            ["INFRA_JUMP_USER"] = Environment.UserName,
            ["INFRA_JUMP_HOST_KEY"] = hostKey ?? bastion.HostKey,
            ["INFRA_PRIVATE_KEY"] = privateKey ?? bastion.PrivateKey,
            ["INFRA_PASSPHRASE"] = passphrase ?? "",
            ["INFRA_SECONDS"] = "1",
            ["INFRA_BOOT_SECONDS"] = "4",
            ["INFRA_HINT"] = "Look at $(the) \"way\".",
        };
        if (more is { } one)
            variables[one.Name] = one.Value;
        var said = await AnswerScript.RunAsync(FirstAnswer.JumpScript, variables, mode);

        // The key was in a file there for as long as it ran.
        Assert.Empty(Directory.GetFileSystemEntries(temp.Path));
        return (said.Code, said.Output, said.Error);
    }

    private sealed class TempFolder : IDisposable
    {
        internal string Path { get; } = Directory.CreateTempSubdirectory("infra-jump-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
