using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Infra.Cli.Stacks;

namespace Infra.Cli.Tests;

/// <summary><c>infra status</c> of a stack on a cloud: ready commands and an ssh_config, from the outputs of its last up.</summary>
[SupportedOSPlatform("linux")]
public sealed class CloudStatusTests : IDisposable
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDldJM6KwXSmwOK1U6OPYWg5D7cTpUbO4kpmG3XcE0bM";
    private readonly OneStack here = new(
        "shop",
        """
        config:
          infra:project:
            name: demo
            cloud: gcp
            project: acme-databases
            region: europe-west1
            deployment: standard
            cidr: 10.77.0.0/20
            zones: 1
            managementSources: [20.51.100.0/28]
            access: endpoints
            endpoints: { db-1: { host: 127.0.0.1, port: 22001 } }
            tunnelSources: [iap]
            services:
              db: {type: postgresql, plan: business-8, nodes: 1, allowedSources: [10.7.0.0/16], volumes: {data: 1}}
        """
    );

    [Fact]
    public async Task Status_OfACloud_PrintsReadyLinesAndWritesAPrivateConfiguration()
    {
        var (code, output, errors) = await StatusAsync(Outputs("127.0.0.1:22001", Key));

        Assert.Equal((ExitCode.Ok, ""), (code, errors));
        var config = here.In(".infra", "shop", "ssh_config");
        Assert.Contains($"  ssh -F {config} db-1   # ops@127.0.0.1, port 22001\n", output, StringComparison.Ordinal);
        Assert.Equal(
            $"""
            Host db-1
                HostName 127.0.0.1
                Port 22001
                User ops
                HostKeyAlias infra.db-1
            Host *
                UserKnownHostsFile "{here.Root}/.infra/shop/ssh_known_hosts"
                GlobalKnownHostsFile /dev/null
                StrictHostKeyChecking yes
                UpdateHostKeys no
                HostKeyAlgorithms ssh-ed25519
                ForwardAgent no

            """,
            await File.ReadAllTextAsync(config)
        );
        Assert.Equal($"infra.db-1 {Key}\n", await File.ReadAllTextAsync(here.In(".infra", "shop", "ssh_known_hosts")));
        Assert.All(Directory.GetFiles(here.In(".infra", "shop")), file =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file))
        );
    }

    /// <summary>The lines are pasted into a shell, whatever the directory is called; a quotation mark cannot be in an ssh_config.</summary>
    [Theory]
    [InlineData("a b; $(reboot) 'x' %h", "'{0}/a b; $(reboot) '\\''x'\\'' %h/.infra/shop/ssh_config'", "{0}/a b; $(reboot) 'x' %%h/.infra")]
    [InlineData("a\"b", "", "")]
    public async Task Status_InADirectoryOfAnyName_IsReadyToBePasted(string name, string printed, string written)
    {
        var directory = Directory.CreateDirectory(here.In(name)).FullName;
        foreach (var part in new[] { "Pulumi.yaml", "stacks" })
        {
            Directory.Move(here.In(part), Path.Combine(directory, part));
        }

        await File.WriteAllTextAsync(here.In("outputs.json"), Outputs("127.0.0.1:22001", Key));
        using var output = new Recorder();
        using var errors = new Recorder();
        var code = await InfraCommand.RunAsync(
            ["status", "--stack", "shop", "--outputs", here.In("outputs.json")],
            () => new Workspace(directory),
            output.Screen,
            errors.Screen
        );

        if (printed.Length == 0)
        {
            Assert.Equal(ExitCode.Failure, code);
            Assert.Contains("cannot be written in an ssh_config", errors.Text, StringComparison.Ordinal);
            return;
        }

        Assert.Contains(
            $"  ssh -F {string.Format(CultureInfo.InvariantCulture, printed, here.Root)} db-1",
            output.Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"UserKnownHostsFile \"{string.Format(CultureInfo.InvariantCulture, written, here.Root)}",
            await File.ReadAllTextAsync(Path.Combine(directory, ".infra", "shop", "ssh_config")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Status_OfACloud_AsJson_WritesNothing()
    {
        var (code, output, _) = await StatusAsync(Outputs("[2001:db8::3]:22", Key), "--json");

        Assert.Equal(ExitCode.Ok, code);
        var node = JsonNode.Parse(output)!.AsArray().Single()!;
        Assert.Equal(
            ("db-1", "2001:db8::3", 22, Key),
            ((string)node["name"]!, (string)node["host"]!, (int)node["port"]!, (string)node["hostKey"]!)
        );
        Assert.False(Directory.Exists(here.In(".infra")));
    }

    // A state is data: what it holds becomes a line of a configuration only if it is what it should be.
    [Theory]
    [InlineData("127.0.0.1:22\\n    ProxyCommand reboot", Key, "is not a host and a port")]
    [InlineData("-oProxyCommand=reboot:22", Key, "is not a host and a port")]
    [InlineData("127.0.0.1", Key, "is not a host and a port")]
    [InlineData("127.0.0.1:0", Key, "is not a host and a port")]
    [InlineData("a b:22", Key, "is not a host and a port")]
    [InlineData("127.0.0.1:22", "ssh-rsa AAAAB3NzaC1yc2E", "is not a host key")]
    [InlineData("127.0.0.1:22", Key + "\\n* ssh-ed25519 AAAA", "is not a host key")]
    [InlineData("127.0.0.1:22", "", "is not a host key")]
    public async Task Status_WithStrangeOutputs_WritesNothing(string endpoint, string key, string why)
    {
        var (code, output, errors) = await StatusAsync(Outputs(endpoint, key));

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(why, errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(here.In(".infra")));
    }

    /// <summary>What happens to files that a shell writes: each has its place, what it is instead, and what writes it.</summary>
    [Theory]
    [InlineData("", "outputs.json does not contain", "it is empty, or not a regular file")]
    [InlineData(" \n\n", "outputs.json does not contain", "it is empty: the command that was to write it failed")]
    [InlineData("{\n  \"sshEndpoints\": {\n    \"db-1\": \"127.0", "outputs.json:3:19 does not", "it ends in the middle")]
    [InlineData("{\n  \"sshEndpoints\": {\n", "outputs.json:2:20 does not", "it ends in the middle")]
    [InlineData("[1, 2]", "outputs.json:1:1 does not", "it is a list, not a JSON object")]
    [InlineData("\"text\"", "outputs.json:1:1 does not", "it is a text, not a JSON object")]
    [InlineData("null", "outputs.json:1:1 does not", "it is null, not a JSON object")]
    [InlineData("Current stack outputs (12):\n    OUTPUT  VALUE\n", "outputs.json:1:1 does", "begins with 'Current stack outputs (12):'")]
    [InlineData("warning: x\n{}", "outputs.json:1:1 does not", "was '--json' left out, or another output mixed in?")]
    [InlineData("{\n  \"ü\": no\n}", "outputs.json:2:9 does not", "'o' cannot stand here in JSON")]
    [InlineData("{\"a\": 1} trailing", "outputs.json:1:10 does not", "'trailing' cannot stand here in JSON")]
    [InlineData("{\"a\": 1, \"a\": 2}", "outputs.json does not contain", "two entries of one object have the same name")]
    [InlineData("{\"\\ud800\": 1}", "outputs.json does not contain", "not valid Unicode")]
    public async Task Status_OutputsThatAreNoJson_SaysWhereAndWhatToDo(string outputs, string where, string why)
    {
        var (code, output, errors) = await StatusAsync(outputs);

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        var said = errors.ReplaceLineEndings(" ");
        Assert.Contains(where, said, StringComparison.Ordinal);
        Assert.Contains(why, said, StringComparison.Ordinal);
        Assert.Contains("pulumi stack output -s", said, StringComparison.Ordinal);
        foreach (var parser in new[] { "LineNumber", "BytePositionInLine", "Path: $", "Utf8JsonReader", "JsonToken" })
        {
            Assert.DoesNotContain(parser, said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Status_OutputsInTheEncodingOfAnOldShell_SaysSo()
    {
        var file = here.In("outputs.json");
        await File.WriteAllTextAsync(file, Outputs("127.0.0.1:22", Key), System.Text.Encoding.Unicode);
        var (code, _, errors) = await StatusAsync(null);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("it is UTF-16", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_HugeOutputs_AreNotRead()
    {
        await using (var stream = File.Create(here.In("outputs.json")))
        {
            stream.SetLength(70L << 20);
        }

        var (code, _, errors) = await StatusAsync(null);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("it has 70 MiB", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "there is no output 'sshEndpoints'")]
    [InlineData("""{"sshEndpoints": {}, "hostKeys": {}}""", "it has no node db-1")]
    [InlineData("""{"sshEndpoints": {"web-1": "a:1"}, "hostKeys": {}}""", "no node db-1, but web-1. Does it belong to another stack?")]
    [InlineData("""{"sshEndpoints": {"db-1": "a:1", "X y": "a:1"}, "hostKeys": {}}""", "is not the name of a node")]
    public async Task Status_OutputsOfAnotherStack_AreReported(string outputs, string why)
    {
        var (code, _, errors) = await StatusAsync(outputs);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(why, errors, StringComparison.Ordinal);
    }

    /// <summary>What OpenSSH itself makes of it: both hosts pinned, the node through the bastion, no agent forwarded.</summary>
    [SkippableFact]
    public void Configuration_ReadBySsh_PinsBothHostsAndGoesThroughTheBastion()
    {
        Skip.IfNot(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "ssh"))),
            "ssh is not installed"
        );
        var config = SshConfig.Write(
            here.In("a b%c"),
            [new Login("bastion-1", "203.0.113.9", 22, Key), new Login("db-1", "10.42.0.4", 22, Key) { Jump = "bastion-1" }],
            "/root/key file"
        );

        foreach (var (host, address, jump) in new[] { ("bastion-1", "203.0.113.9", ""), ("db-1", "10.42.0.4", "bastion-1") })
        {
            var seen = Ssh("-G", "-F", config, host);
            Assert.Contains($"hostname {address}\n", seen, StringComparison.Ordinal);
            Assert.Contains("user ops\n", seen, StringComparison.Ordinal);
            Assert.Contains($"hostkeyalias infra.{host}\n", seen, StringComparison.Ordinal);
            Assert.Contains("stricthostkeychecking true\n", seen, StringComparison.Ordinal);
            Assert.Contains("forwardagent no\n", seen, StringComparison.Ordinal);
            Assert.Equal(jump.Length > 0, seen.Contains($"proxyjump {jump}\n", StringComparison.Ordinal));
        }
    }

    public void Dispose() => here.Dispose();

    private static string Outputs(string endpoint, string key) =>
        $$"""{"sshEndpoints": {"db-1": "{{endpoint}}"}, "hostKeys": {"db-1": "{{key}}"}, "other": 1}""";

    private static string Ssh(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ssh", arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    /// <param name="outputs">Null: as the test has written them.</param>
    private async Task<(int Code, string Output, string Errors)> StatusAsync(string? outputs, params string[] more)
    {
        var file = here.In("outputs.json");
        if (outputs is not null)
        {
            await File.WriteAllTextAsync(file, outputs);
        }

        return await here.RunAsync(["status", "--stack", "shop", "--outputs", file, .. more]);
    }
}
