using System.Text.Json;
using Infra.Components.Tests.Testing;
using Pulumi;

namespace Infra.Components.Tests.Enrolment;

/// <summary>A push adds and removes keys: the steps of docs/operator-keys.md, on every cloud, without replacing anything.</summary>
public class OperatorKeysTests
{
    private const string Remote = "command:remote:Command";
    private const string Other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDP3aIj0P3dQ5n7uYJ6t0U0g8F6n5pQ2r1vXo0bq9Kzw";

    public static TheoryData<string> Clouds => ["aws-example", "azure-example", "gcp-example", "local"];

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Keys_AddedChangedAndRemoved_ChangePushesAlone(string stack)
    {
        var old = await RunAsync(stack, [StackRun.OperatorKey], "old private key");
        var both = await RunAsync(stack, [StackRun.OperatorKey, Other + " next"], "old private key");
        var switched = await RunAsync(stack, [StackRun.OperatorKey, Other], "new private key");
        var renewed = await RunAsync(stack, [Other], "new private key");

        // What differs between any two runs: the test's own directory.
        var always = Changed(old, await RunAsync(stack, [StackRun.OperatorKey], "old private key")).ToHashSet();
        Assert.Equal(Pushes(old), Changed(old, both).Except(always));
        Assert.Equal(Pushes(old), Changed(switched, renewed).Except(always));
        Assert.Equal($"{Other}\n", KeysOf(renewed));
        Assert.Equal(2, KeysOf(both).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        // Another private key is only another connection: commands are run again on the existing nodes. But their identity is asked once.
        var again = old.OfType(Remote).Where(command => !command.Name.EndsWith("-identity", StringComparison.Ordinal)).ToArray();
        Assert.Equal(
            again.Select(command => $"{Remote} {command.Name}").Order(StringComparer.Ordinal),
            Changed(both, switched).Except(always)
        );
        foreach (var command in switched.OfType(Remote))
            Assert.Equal(
                ["connection"],
                command.Inputs.Keys.Where(input => $"{Written(command[input])}" != $"{Written(both.One(Remote, command.Name)[input])}")
            );
    }

    [Fact]
    public async Task Local_ListAlone_OpensBesideTheKeyThatTheCloudMakes()
    {
        var run = await StackRun.OfExampleAsync(
            "local",
            config: new Dictionary<string, string> { ["infra:operatorPublicKeys"] = $"[\"{Other}\"]" }
        );

        var keys = KeysOf(run).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, keys.Length);
        Assert.Contains(Other, keys);
    }

    [Fact]
    public async Task Azure_HardwareKeysAlone_GiveTheVmAKeyThatIsNobodys()
    {
        var hardware =
            "sk-ssh-ed25519@openssh.com "
            + Convert.ToBase64String([
                0,
                0,
                0,
                26,
                .. "sk-ssh-ed25519@openssh.com"u8,
                0,
                0,
                0,
                32,
                .. new byte[32],
                0,
                0,
                0,
                4,
                .. "ssh:"u8,
            ]);
        var run = await RunAsync("azure-example", [hardware], "a private key");

        Assert.Equal($"{hardware}\n", KeysOf(run));
        var vm = run.OfType("azure:compute/linuxVirtualMachine:LinuxVirtualMachine").First();
        Assert.Contains("adminSshKeys", vm.Options.IgnoreChanges);
    }

    [Fact]
    public async Task PrivateKeyPassword_IsInEveryConnectionAndSecret()
    {
        var run = await StackRun.OfAsync(
            config: new Dictionary<string, string>(StackRun.DefaultConfig)
            {
                ["infra:operatorPrivateKeyPassword"] = "what it is encrypted with",
            }
        );

        Assert.All(run.OfType(Remote), command =>
        {
            Assert.Equal("what it is encrypted with", command.Map("connection")["privateKeyPassword"]);
            Assert.Contains("connection", command.SecretInputs);
        });
        Assert.All((await StackRun.OfAsync()).OfType(Remote), command =>
            Assert.False(command.Map("connection").ContainsKey("privateKeyPassword"))
        );
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Keys_NoneAtAll_MakeNoNode(string list)
    {
        var error = await Assert.ThrowsAsync<RunException>(() =>
            StackRun.OfAsync(config: new Dictionary<string, string> { ["infra:operatorPublicKeys"] = list })
        );

        Assert.Contains("INF1436: infra:operatorPublicKey is not set", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[\"ssh-rsa AAAA\"]")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("ssh-ed25519 AAAA")]
    public async Task Keys_ThatAreNone_AreRefusedInPreviewToo(string list)
    {
        var error = await Assert.ThrowsAsync<RunException>(() =>
            StackRun.OfAsync(preview: true, config: new Dictionary<string, string> { ["infra:operatorPublicKeys"] = list })
        );

        Assert.Contains("config infra:operatorPublicKeys", error.Message, StringComparison.Ordinal);
        Assert.Contains("INF1301: ", error.Message, StringComparison.Ordinal);
    }

    private static Task<StackRun> RunAsync(string stack, string[] keys, string privateKey) =>
        StackRun.OfExampleAsync(
            stack,
            config: new Dictionary<string, string>
            {
                ["infra:operatorPublicKey"] = keys[0],
                ["infra:operatorPublicKeys"] = JsonSerializer.Serialize(keys[1..]),
                ["infra:operatorPrivateKey"] = privateKey,
            }
        );

    private static string KeysOf(StackRun run)
    {
        using var bundle = JsonDocument.Parse((string)run.One(Remote, "orders-db-1-push")["stdin"]!);
        return bundle
            .RootElement.GetProperty("files")
            .EnumerateArray()
            .Single(file => file.GetProperty("path").GetString() == "/etc/ssh/infra_authorized_keys")
            .GetProperty("content")
            .GetString()!;
    }

    private static IEnumerable<string> Pushes(StackRun run) =>
        run.OfType(Remote)
            .Where(command =>
                command.Name.EndsWith("-push", StringComparison.Ordinal) || command.Name.EndsWith("-confirm", StringComparison.Ordinal)
            )
            .Select(command => $"{Remote} {command.Name}")
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Changed(StackRun before, StackRun after) =>
        RunDifference.Of(before, after).Order(StringComparer.Ordinal);

    private static string Written(object? value) => value is null ? "" : Declarations.TypeScriptValue.Of(value);
}
