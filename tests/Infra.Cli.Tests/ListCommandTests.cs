using System.Text.Json.Nodes;

namespace Infra.Cli.Tests;

/// <summary><c>infra list</c>: every stack has a line, whatever is wrong with it.</summary>
public sealed class ListCommandTests : IDisposable
{
    private readonly TestRepository here = new();

    [Fact]
    public async Task List_OfARepository_SaysWhatEachStackIs()
    {
        _ = await here.RunAsync("lock", "--stack", "aws");
        here.Write("empty", TestRepository.Stack("aws", "eu-west-2").Split("services:")[0] + "services: {}\n");
        _ = await here.RunAsync("lock", "--stack", "local");
        here.Write("local", TestRepository.Stack("local", "local").Replace("nodes: 3", "nodes: 4", StringComparison.Ordinal));
        here.Write("bad", TestRepository.Stack("aws", "eu-west-1").Replace("zones: 3", "zonez: 3", StringComparison.Ordinal));
        here.Write("garbled", "config: [\n");
        await File.WriteAllTextAsync(here.In("stacks", "gone.lock.yaml"), "version: 2\n");

        var (code, output, errors) = await here.RunAsync("list");

        Assert.Equal(ExitCode.Ok, code);
        var rows = output
            .TrimEnd('\n')
            .Split('\n')
            .Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ToList();
        Assert.Equal(["stack", "project", "cloud", "region", "services", "nodes", "lock file", "stack file"], rows[0]);
        Assert.Equal(["aws", "acme", "aws", "eu-west-1", "orders-db (postgresql)", "3", "complete", "good"], rows[1]);
        Assert.Equal("none yet", rows[2][6]);
        Assert.Equal(["bad", "?", "?", "?", "?", "?", "none yet", "1 error: infra validate"], rows[3]);
        Assert.Equal(["empty", "acme", "aws", "eu-west-2", "none", "0", "none yet", "good"], rows[4]);
        Assert.Equal("garbled", rows[5][0]);
        Assert.Equal(["local", "acme", "local", "local", "orders-db (postgresql)", "4", "incomplete: 1 change", "good"], rows[6]);
        Assert.Equal(7, rows.Count);
        Assert.Contains("stacks/gone.lock.yaml has no stack file", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Json_IsOneDocument()
    {
        _ = await here.RunAsync("lock", "--stack", "aws");
        here.Write("bad", "config: [\n");
        await File.WriteAllTextAsync(here.In("stacks", "gone.lock.yaml"), "version: 2\n");

        var (code, output, errors) = await here.RunAsync("list", "--json");

        var document = JsonNode.Parse(output)!;
        Assert.Equal((ExitCode.Ok, "", 1), (code, errors, (int?)document["formatVersion"]));
        var stacks = document["stacks"]!.AsArray().ToDictionary(stack => (string)stack!["stack"]!, stack => stack!);
        Assert.Equal(["aws", "aws-peering-example", "bad", "local"], stacks.Keys);
        Assert.Equal(
            """{"stack":"aws","file":"stacks/Pulumi.aws.yaml","project":"acme","cloud":"aws","region":"eu-west-1","services":"""
                + """[{"name":"orders-db","type":"postgresql","plan":"business-8","nodes":3}]"""
                + ""","nodes":3,"lock":{"file":"stacks/aws.lock.yaml","state":"complete","changes":0},"errors":0,"warnings":0}""",
            stacks["aws"].ToJsonString()
        );
        Assert.Null(stacks["bad"]["cloud"]);
        Assert.Equal((1, "none"), ((int?)stacks["bad"]["errors"], (string?)stacks["bad"]["lock"]!["state"]));
        Assert.Equal(["stacks/gone.lock.yaml"], document["locksWithoutStack"]!.AsArray().Select(path => (string?)path));
    }

    [Fact]
    public async Task List_OfNothing_NamesTheFirstStep()
    {
        Directory.Delete(here.In("stacks"), recursive: true);
        var (code, output, _) = await here.RunAsync("list");
        Assert.Equal((ExitCode.Ok, "There are no stacks yet; `scripts/infra init` writes a first one.\n"), (code, output));
    }

    [Fact]
    public async Task List_LockFileThatVersionControlHas_IsLost()
    {
        _ = await here.RunAsync("lock", "--stack", "aws");
        foreach (var arguments in new[] { "init -q", "add -A" })
        {
            using var git = System.Diagnostics.Process.Start(
                new System.Diagnostics.ProcessStartInfo("git", arguments) { WorkingDirectory = here.Root }
            )!;
            await git.WaitForExitAsync();
        }

        File.Delete(here.In("stacks", "aws.lock.yaml"));
        Assert.Contains("missing, but in version control", (await here.RunAsync("list")).Output, StringComparison.Ordinal);
    }

    public void Dispose() => here.Dispose();
}
