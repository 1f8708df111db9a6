using System.Text.Json.Nodes;

namespace Infra.Bench;

/// <summary><c>scripts/bench firewall</c>: this compiler and ferm, its rules and the linear ruleset, in one run.</summary>
internal static class FirewallBench
{
    private const int FermNodes = 20;

    /// <param name="ferm">Path of ferm; it is only ever run with --noexec.</param>
    /// <param name="traffic">Path of the test suite's traffic generator.</param>
    /// <param name="node">The directory that becomes <c>/usr/local</c> on nodes: its loader is measured.</param>
    internal static int Run(string ferm, string traffic, string node)
    {
        var work = Directory.CreateTempSubdirectory("infra-bench-");
        try
        {
            Measure(ferm, traffic, node, work.FullName);
            return 0;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static void Measure(string ferm, string traffic, string node, string work)
    {
        Console.Error.WriteLine("bench: compiling ...");
        var plan = Samples.OneNode();
        var input = FermInput.Of(plan, Samples.PeerNode);
        var linear = "";
        var oneNode = Timing.Warm(15, () => Emit.Node(plan, Samples.PeerNode));
        var oneNodeProcess = Timing.Median(5, () => Timing.Self("emit-node", work));
        var oneNodeFerm = Timing.Median(5, () => linear = Ferm(ferm, input));
        File.WriteAllText(Path.Combine(work, "linear.v4"), linear);

        var text = Samples.ProjectText();
        var project = Samples.Project(text);
        File.WriteAllText(Path.Combine(work, "stack"), text);
        File.WriteAllText(Path.Combine(work, "lock"), project.LockText);
        var many = Timing.Warm(5, () => Emit.Project(text, project.LockText));
        var manyProcess = Timing.Median(3, () => Timing.Self("emit-project", work));
        var inputs = project
            .Topology.Nodes.Where((_, i) => i % (project.Topology.Nodes.Length / FermNodes) == 0)
            .Select(each => FermInput.Of(project, each.Key))
            .ToList();
        var manyFerm = Timing.Median(1, () => inputs.ForEach(each => Ferm(ferm, each))) / inputs.Count * project.Topology.Nodes.Length;

        Console.Error.WriteLine("bench: loading and connecting in network namespaces ...");
        var kernel = JsonNode.Parse(
            Timing.Run("", "python3", "-c", KernelProgram(), work, traffic, node, $"{Samples.PeerAddresses.ElementAt(Samples.Peers / 2)}")
        )!;
        Print(
            new Compiled(oneNode, oneNodeProcess, oneNodeFerm, many, manyProcess, manyFerm, inputs.Count),
            Rules(File.ReadAllText(Path.Combine(work, "rules.v4"))),
            Rules(File.ReadAllText(Path.Combine(work, "rules.v6"))),
            Rules(linear),
            kernel
        );
    }

    private static void Print(Compiled compiled, int rules4, int rules6, int linear, JsonNode kernel)
    {
        var table = new Table("", "infra", "ferm / linear", "ratio", "target");
        table.Section("Compile");
        table.Row("1 node, 1,000 peers x 8 ports, ms", compiled.OneNode, compiled.OneNodeFerm, "");
        table.Row("  as a process, start to end, ms", compiled.OneNodeProcess, compiled.OneNodeFerm, "");
        table.Row("1,000 nodes, stack file to filters, ms", compiled.Many, compiled.ManyFerm, "infra < 1,000");
        table.Row("  as a process, with 3,000 files, ms", compiled.ManyProcess, compiled.ManyFerm, "");
        table.Section("Rules of that one node");
        table.Row("IPv4", rules4, linear, "infra <= 30");
        table.Row("IPv6", rules6, null, "infra <= 40");
        foreach (var backEnd in (string[])["nft", "legacy"])
        {
            var of = kernel[backEnd]!;
            table.Section($"Kernel, {backEnd} back end");
            table.Row("load by infra-apply, both families, ms", Of(of, "loadMs"), Of(of, "linearLoadMs"), "infra <= 30");
            table.Row("  fastest of all", Of(of, "loadMinMs"), Of(of, "linearLoadMinMs"), "");
            table.Row("  ipset, iptables and ip6tables alone, by hand", Of(of, "programsLoadMs"), Of(of, "linearLoadMs"), "");
            table.Row("  fastest of all", Of(of, "programsLoadMinMs"), Of(of, "linearLoadMinMs"), "");
            table.Row("TCP connect + 1 byte, p50, us", Of(of, "connectUs"), Of(of, "linearConnectUs"), "");
            table.Row(
                $"  against no rules ({Of(of, "noRulesConnectUs"):F0} us), x",
                Of(of, "connectUs") / Of(of, "noRulesConnectUs"),
                Of(of, "linearConnectUs") / Of(of, "noRulesConnectUs"),
                "infra <= 1.3"
            );
            table.Row($"{Of(of, "reloads"):F0} reloads under load: requests", Of(of, "requests"), null, "");
            table.Row("  failed", Of(of, "failed"), null, "infra 0");
            table.Row("  slowest, ms", Of(of, "slowestMs"), null, "");
        }

        table.Print(Console.Out);
        Console.WriteLine(
            $"ferm's 1,000 nodes: {compiled.FermNodes} of them measured, times {1000 / compiled.FermNodes}. ferm "
                + "writes IPv4 alone here, infra both."
        );
        Console.WriteLine("Connects come from the middle one of the 1,000 peers. Ratio: ferm's or linear's number over infra's.");
    }

    private static double Of(JsonNode node, string name) => node[name]!.GetValue<double>();

    private static string Ferm(string ferm, string input) => Timing.Run(input, "perl", ferm, "--noexec", "--lines", "-");

    private static int Rules(string text) =>
        text.Split('\n')
            .Count(line => line.StartsWith("-A ", StringComparison.Ordinal) && !line.Contains("INFRA-MARK", StringComparison.Ordinal));

    private static string KernelProgram()
    {
        using var stream = typeof(FirewallBench).Assembly.GetManifestResourceStream("kernel.py")
            ?? throw new InvalidOperationException("kernel.py is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Milliseconds; the last is the number of nodes on which ferm's time is based.</summary>
    private sealed record Compiled(
        double OneNode,
        double OneNodeProcess,
        double OneNodeFerm,
        double Many,
        double ManyProcess,
        double ManyFerm,
        int FermNodes
    );
}
