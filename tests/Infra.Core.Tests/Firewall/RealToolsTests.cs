using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Firewall;
using Infra.Core.Policy;
using Infra.Core.Tests.Fixtures;

namespace Infra.Core.Tests.Firewall;

/// <summary>The kernel and its tools load what is emitted, with both back ends, and print the same rules back.</summary>
public class RealToolsTests
{
    // Loads everything twice, to show that a second load is harmless; then prints what the kernel has.
    private const string Load = """
        set -e
        for time in 1 2; do
          ipset -exist restore < sets
          for family in 4 6; do
            tool=iptables; [ $family = 4 ] || tool=ip6tables
            $tool-$1-restore --test --noflush --wait=10 < rules.v$family
            $tool-$1-restore --noflush --wait=10 < rules.v$family
          done
        done
        iptables-$1 -S; ip6tables-$1 -S
        """;

    public static TheoryData<string, CloudKind, int> Cases =>
        new()
        {
            { "nft", CloudKind.Local, 3 },
            { "legacy", CloudKind.Local, 3 },
            { "nft", CloudKind.Aws, 1 },
            { "nft", CloudKind.Aws, 200 },
        };

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Emitted_LoadedTwice_IsWhatTheKernelShows(string backEnd, CloudKind cloud, int nodes)
    {
        Skip.If(Tool.NoNamespaces is not null, Tool.NoNamespaces);
        var table = NodeFilter.Compile(SmallProject.Plan(cloud, nodes), "orders-db-1");

        var run = LoadInNamespace(table, backEnd);

        Assert.True(run.ExitCode == 0, run.Output);
        var shown = run.Output.Split('\n').Where(l => l.StartsWith("-A INFRA-", StringComparison.Ordinal)).Select(Normal);
        var written = RulesOf(table, IpFamily.V4).Concat(RulesOf(table, IpFamily.V6)).Select(Normal);
        Assert.Equal(written, shown);
    }

    [SkippableTheory]
    [InlineData("nft", "kafka")]
    [InlineData("legacy", "clickhouse")]
    public void ComponentsWithTheirOwnClients_LoadedTwice_AreWhatTheKernelShows(string backEnd, string type)
    {
        Skip.If(Tool.NoNamespaces is not null, Tool.NoNamespaces);
        var plan = FirewallCase.Named(type).Plan(CloudKind.Local);
        var table = NodeFilter.Compile(plan, plan.Topology.Nodes[^1].Key);

        var run = LoadInNamespace(table, backEnd);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains(table.PortSets, set => set.Name == "infra-clients");
        Assert.Contains("infra-clients-4 src,dst", run.Output, StringComparison.Ordinal);
    }

    /// <summary>The kernel's view: it stores ranges of ports as single ports, and nested networks separately.</summary>
    [SkippableFact]
    public void ComponentsWithTheirOwnClients_AskedOfTheKernel_AreThePolicys()
    {
        Skip.If(Tool.NoNamespaces is not null, Tool.NoNamespaces);
        var plan = FirewallCase.Named("clickhouse").Plan(CloudKind.Local);
        var flows = plan.Policy.Flows.Where(f => f.Key.EndsWith("/clients", StringComparison.Ordinal)).ToList();
        var asked =
            from address in new[] { "10.1.2.3", "9.255.255.255", "203.0.113.7", "2001:db8::1", "fd00::1" }.Select(IpAddr.Parse)
            from port in flows.SelectMany(f => f.Ports.AsNumbers()).Append(9999).Append(12804)
            select (address, port);
        var questions = asked.Select(q =>
            $"ipset -q test infra-clients-{(q.address.Family == IpFamily.V4 ? 4 : 6)} {q.address},tcp:{q.port} && echo yes || echo no"
        );

        var table = NodeFilter.Compile(plan, plan.Topology.Nodes[0].Key);
        var run = Tool.Run(
            IpSetEmitter.Emit(table),
            "/",
            "unshare",
            "--net",
            "sh",
            "-c",
            $"set -e; ipset -exist restore; {string.Join("; ", questions)}"
        );

        Assert.Equal(
            asked.Select(q =>
                flows.Exists(f => f.Ports.Contains(q.port) && ((FlowPurpose.FromOutside)f.Purpose).Sources.Any(c => c.Contains(q.address)))
                    ? "yes"
                    : "no"
            ),
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [SkippableTheory]
    [InlineData("nft")]
    [InlineData("legacy")]
    public void Lockdown_Loaded_NeedsNoSets(string backEnd)
    {
        Skip.If(Tool.NoNamespaces is not null, Tool.NoNamespaces);

        var run = LoadInNamespace(new ServiceFilter(SmallProject.Plan(CloudKind.Aws), "orders-db").FirstBoot.Table, backEnd);

        Assert.True(run.ExitCode == 0, run.Output);
    }

    [SkippableFact]
    public void Emitted_EightThousandSourcesAndEveryone_Loads()
    {
        Skip.If(Tool.NoNamespaces is not null, Tool.NoNamespaces);
        var sources = Enumerable
            .Range(0, 8000)
            .Select(i => $"100.{64 + (i / 2 / 256 / 16)}.{i / 2 / 16 % 256}.{((i / 2 % 16) * 16) + (i % 2 * 2)}/32")
            .Distinct()
            .Append("::/0");

        var run = LoadInNamespace(NodeFilter.Compile(SmallProject.Plan(sources: sources), "orders-db-1"), "nft");

        Assert.True(run.ExitCode == 0, run.Output);
    }

    private static Tool LoadInNamespace(FilterTable table, string backEnd)
    {
        var directory = Directory.CreateTempSubdirectory("infra-filter-");
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, "sets"), IpSetEmitter.Emit(table));
            File.WriteAllText(Path.Combine(directory.FullName, "rules.v4"), IptablesEmitter.Emit(table, IpFamily.V4));
            File.WriteAllText(Path.Combine(directory.FullName, "rules.v6"), IptablesEmitter.Emit(table, IpFamily.V6));
            return Tool.Run("", directory.FullName, "unshare", "--net", "sh", "-c", Load, "sh", backEnd);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> RulesOf(FilterTable table, IpFamily family) =>
        IptablesEmitter
            .Emit(table, family)
            .Split('\n')
            .Where(l => l.StartsWith("-A ", StringComparison.Ordinal))
            .GroupBy(l => l.Split(' ')[1])
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .SelectMany(g => g);

    // Tools print addresses and interfaces first, whatever the order given: a rule is its set of words.
    private static string Normal(string rule) =>
        string.Join(' ', rule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
}
