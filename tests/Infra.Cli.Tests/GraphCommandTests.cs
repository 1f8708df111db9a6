using System.Diagnostics;
using System.Text.RegularExpressions;
using Infra.Cli.Graphs;

namespace Infra.Cli.Tests;

/// <summary><c>infra graph</c>: what it draws, and that a name in it is never interpreted as anything else.</summary>
public sealed partial class GraphCommandTests : IDisposable
{
    private const string Hostile = "a\"]; end\n  x --> y[<img src=x onerror=alert(1)>] `**b**` #quot; &lt; \\ \\N %% {} | \u202e;";

    private readonly TestRepository here = new();

    [Fact]
    public async Task Graph_OfAStackWithPeerings_DrawsWhoMayConnectToWhat()
    {
        var (code, output, _) = await here.RunAsync("graph", "--stack", "aws-peering-example");
        Assert.Equal(ExitCode.Ok, code);
        Assert.All(
            [
                "flowchart LR",
                "  subgraph network[\"network of acme-peered<br/>10.43.0.0/20\"]",
                "    subgraph zone__a[\"zone eu-west-1a\"]",
                "      subgraph subnet__workload_a[\"subnet workload-a<br/>10.43.0.0/23\"]",
                "        node__orders_db_1[\"orders-db-1<br/>m6i.large<br/>10.43.0.4\"]",
                "  service__orders_db -.- node__orders_db_2",
                "  peer__partner -.- peering__partner",
                "  peer__warehouse -->|\"16200-16202/tcp\"| service__orders_db",
                "  from__orders_db__ssh__management -->|\"22/tcp\"| service__orders_db",
                "  service__orders_db -->|\"any protocol\"| to__orders_db__open__internet",
            ],
            line => Assert.Contains(line, output.Split('\n'))
        );
    }

    /// <summary>Every connection in the policy is an arrow, and there are no other arrows.</summary>
    [Theory]
    [InlineData("aws")]
    [InlineData("local")]
    [InlineData("aws-peering-example")]
    public async Task Graph_ByItsArrows_IsThePolicy(string stack)
    {
        var (_, output, _) = await here.RunAsync("graph", "--stack", stack, "--format", "dot");
        var plan = Infra
            .Projects.StackLoader.Load(new Infra.Projects.StackFiles(here.Root), stack, Infra.Core.LockMode.Extend)
            .Value!.Project;
        var graph = GraphOfPlan.Of(stack, plan);
        var drawn = graph.Arrows.Where(arrow => arrow.IsConnection).ToList();
        Assert.Equal(drawn.Count, ConnectionLine().Count(output));
        Assert.Equal(
            plan.Policy.Egress.Select(flow => flow.Service).Distinct().Order(),
            drawn
                .Where(arrow => arrow.To.StartsWith("to/", StringComparison.Ordinal))
                .Select(arrow => arrow.From["service/".Length..])
                .Distinct()
                .Order()
        );
        var keys = graph.Boxes.SelectMany(Keys).Concat(graph.Items.Select(item => item.Key)).ToList();
        Assert.Equal(keys.Distinct(), keys);
        Assert.All(graph.Arrows, arrow => Assert.True(keys.Contains(arrow.From) && keys.Contains(arrow.To), $"{arrow}"));
    }

    [Fact]
    public async Task Graph_OfAReorderedFile_IsTheSame()
    {
        _ = await here.RunAsync("lock", "--stack", "aws-peering-example");
        var before = await here.RunAsync("graph", "--stack", "aws-peering-example");
        var path = here.In("stacks", "Pulumi.aws-peering-example.yaml");
        var text = await File.ReadAllTextAsync(path);
        var changed = text.Replace("[172.20.0.0/16, 172.22.0.0/16]", "[172.22.0.0/16, 172.20.0.0/16]", StringComparison.Ordinal)
            .Replace("[10.7.0.0/16, 172.20.8.0/24]", "[172.20.8.0/24, 10.7.0.0/16]", StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        await File.WriteAllTextAsync(path, changed);
        Assert.Equal(before.Output, (await here.RunAsync("graph", "--stack", "aws-peering-example")).Output);
    }

    [Fact]
    public void Mermaid_OfHostileNames_KeepsItsLines()
    {
        var text = MermaidText.Write(Drawing(Hostile));
        var plain = MermaidText.Write(Drawing("a"));
        Assert.Equal(plain.Split('\n').Length, text.Split('\n').Length);
        // Nothing in a name has a meaning in Mermaid, Markdown or HTML; the markup between is ours.
        var label = Regex.Match(text, "node__x\\[\"(.*)\"\\]").Groups[1].Value;
        Assert.Matches(@"\A(?:[\p{L}\p{Nd} ./:,\-_()]|#\d+;)+\z", label);
        Assert.Contains("#34;#93;#59; end#92;u#123;a#125;", label, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Dot_OfHostileNames_IsReadByGraphviz()
    {
        var text = DotText.Write(Drawing(Hostile));
        Assert.Equal(DotText.Write(Drawing("a")).Split('\n').Length, text.Split('\n').Length);
        Skip.IfNot(
            Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "dot"))),
            "dot (graphviz) is not installed"
        );
        using var dot = Process.Start(
            new ProcessStartInfo("dot", ["-Tplain"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        dot.StandardInput.Write(text);
        dot.StandardInput.Close();
        var errors = dot.StandardError.ReadToEndAsync();
        var drawn = dot.StandardOutput.ReadToEnd();
        dot.WaitForExit();
        Assert.Equal((0, ""), (dot.ExitCode, errors.Result));
        Assert.Equal(2, drawn.Split('\n').Count(line => line.StartsWith("node ", StringComparison.Ordinal)));
        Assert.Equal(1, drawn.Split('\n').Count(line => line.StartsWith("edge ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("node/orders-db-1", "node__orders_db_1")]
    [InlineData("a-/b", "a_X2d___b")]
    [InlineData("a/-b", "a___X2d_b")]
    [InlineData("a--b", "a_X2d__X2d_b")]
    [InlineData("end\"]\n", "end_X22__X5d__Xa_")]
    [InlineData("AB", "_X41__X42_")]
    public void Name_OfAKey_IsOnePlainWord(string key, string name) => Assert.Equal(name, GraphNames.Of(key));

    [Theory]
    [InlineData("--stack", "nope", "INF1432")]
    [InlineData("--format", "png", "INF1431")]
    public async Task Graph_OfWhatIsNotThere_IsRefused(string option, string value, string code)
    {
        var (exit, output, errors) = await here.RunAsync("graph", option, value);
        Assert.Equal((ExitCode.BadInput, ""), (exit, output));
        Assert.Contains(code, errors, StringComparison.Ordinal);
    }

    public void Dispose() => here.Dispose();

    private static NetworkGraph Drawing(string name) =>
        new(
            [name],
            [new GraphBox("network", [name], [], [new GraphItem("node/x", [name])])],
            [new GraphItem($"peer/{name}", [name], GraphShape.Outside)],
            [new GraphArrow($"peer/{name}", "node/x", name, IsConnection: true)]
        );

    private static IEnumerable<string> Keys(GraphBox box) =>
        box.Items.Select(item => item.Key).Concat(box.Boxes.SelectMany(Keys)).Prepend(box.Key);

    [GeneratedRegex(@" -> \w+ \[label=")]
    private static partial Regex ConnectionLine();
}
