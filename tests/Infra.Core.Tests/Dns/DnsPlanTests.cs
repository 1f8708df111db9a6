using FsCheck.Xunit;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Dns;
using Infra.Core.Spec.Dns;
using Infra.Core.Tests.Proof;
using Infra.Core.Tests.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Dns;

public sealed class DnsPlanTests
{
    private const string Zone = "    dns: { zone: db.example.com }\n";

    [Fact]
    public void Plan_WithoutAZone_IsNone() => Assert.Null(Of(StackText.Good));

    [Fact]
    public void Plan_OfTheLocalCloud_IsAsExpected()
    {
        var text = StackText.With(
            "      orders-db:\n",
            """
                  cache: { type: valkey, plan: business-4, volumes: { data: 1 } }
                  one-db: { type: postgresql, plan: startup-4, volumes: { data: 1 } }
                  orders-db:

            """.Replace("        c", "      c", StringComparison.Ordinal)
        );
        var plan = Of(WithZone(text))!;

        Golden.Check(DnsText.Zone(plan), "tests", "baselines", "dns", "zone.txt");
        Golden.Check(DnsText.Hosts(plan), "tests", "baselines", "dns", "hosts.txt");
    }

    [Fact]
    public void ReplicaName_NeverHoldsTheFirstNode()
    {
        var plan = Of(WithZone(StackText.Good))!;

        Assert.Equal(["10.77.2.4", "10.77.4.4"], Addresses(plan, "replica-orders-db.a"));
        Assert.Equal(["10.77.0.4", "10.77.2.4", "10.77.4.4"], Addresses(plan, "orders-db.a"));
        Assert.DoesNotContain(plan.Records, record => record.Label.StartsWith("public-", StringComparison.Ordinal));
    }

    [Fact]
    public void PublicNames_OfTheLocalCloud_LeadToPublicAddresses()
    {
        var plan = Of(WithZone(StackText.With("mesh: wireguard", "publicAccess: true")))!;

        Assert.Equal(["198.19.0.1", "198.19.0.2", "198.19.0.3"], Addresses(plan, "public-orders-db.a"));
        Assert.Equal(["198.19.0.2"], Addresses(plan, "public-orders-db-2.a"));
        Assert.Equal(["10.77.0.4", "10.77.2.4", "10.77.4.4"], Addresses(plan, "orders-db.a"));
        Assert.Equal(4, plan.Records.Count(record => record.Label.StartsWith("public-", StringComparison.Ordinal)));
        Assert.Contains(
            "198.19.0.1 public-orders-db-1.demo.db.example.com public-orders-db.demo.db.example.com\n",
            DnsText.Hosts(plan),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void PublicNames_OfOtherClouds_SayWhoseAddressesTheyHave()
    {
        var text = StackText.Replace(StackText.On("azure", "westeurope"), "mesh: wireguard", "publicAccess: true");
        var plan = Of(
            StackText.Replace(text, "    services:\n", "    dns: { zone: db.example.com, resourceGroup: dns }\n    services:\n")
        )!;

        var all = plan.Records.Single(record => record.Key == "public-orders-db.a");
        Assert.Empty(all.Addresses);
        Assert.Equal(["orders-db-1", "orders-db-2", "orders-db-3"], all.PublicOf.AsEnumerable());
        Assert.Equal(["orders-db-2"], plan.Records.Single(record => record.Key == "public-orders-db-2.a").PublicOf.AsEnumerable());
        Assert.All(plan.Records.Where(record => !record.Label.StartsWith("public-", StringComparison.Ordinal)), record =>
            Assert.Empty(record.PublicOf)
        );
        Assert.Contains(
            "; public-orders-db-1.demo.db.example.com. 300 IN A public address of orders-db-1\n",
            DnsText.Zone(plan),
            StringComparison.Ordinal
        );
    }

    /// <summary>
    /// A VM created before public access was turned on has no public address, and one created before it was turned off still has one.
    /// </summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void PublicNames_OfNodesThatCouldNotFollow_AreNone(bool before, bool after)
    {
        var text = StackText.Replace(
            StackText.On("aws", "eu-west-1"),
            "    services:\n",
            "    dns: { zone: db.example.com, hostedZoneId: Z0123 }\n    services:\n"
        );
        var first = StackText.Plan(StackText.Replace(text, "mesh: wireguard", $"publicAccess: {(before ? "true" : "false")}"));
        var then = StackText.Plan(
            StackText.Replace(text, "mesh: wireguard", $"publicAccess: {(after ? "true" : "false")}"),
            first.LockText
        );

        Assert.Equal(before, DnsPlanner.Plan(first.Spec, first.Topology)!.Records.Any(record => !record.PublicOf.IsEmpty));
        Assert.All(DnsPlanner.Plan(then.Spec, then.Topology)!.Records, record => Assert.Empty(record.PublicOf));
    }

    [Theory]
    [InlineData("postgresql", 2, true)]
    [InlineData("postgresql", 1, false)]
    [InlineData("mysql", 3, false)]
    public void ReplicaName_ByTypeAndNodes_ExistsOrNot(string type, int nodes, bool exists)
    {
        var text = StackText.Replace(
            WithZone(StackText.Replace(StackText.Good, "type: postgresql", $"type: {type}")),
            "nodes: 3",
            $"nodes: {nodes}"
        );

        Assert.Equal(exists, Of(text)!.Records.Any(record => record.Label == "replica-orders-db"));
    }

    [Fact]
    public void Records_WhenANodeIsReplaced_GoToItsNewAddressUnderTheSameKeys()
    {
        var first = StackText.Plan(WithZone(StackText.Good));
        var next = StackText.Replaced(WithZone(StackText.Good), first.LockText, "orders-db-1");
        var (before, after) = (DnsPlanner.Plan(first.Spec, first.Topology)!, DnsPlanner.Plan(next.Spec, next.Topology)!);

        Assert.Equal(before.Records.Select(record => record.Key), after.Records.Select(record => record.Key));
        Assert.Equal(["10.77.0.4"], Addresses(before, "orders-db-1.a"));
        Assert.Equal(["10.77.0.5"], Addresses(after, "orders-db-1.a"));
    }

    [Fact]
    public void Zone_WithADotAtTheEnd_IsTheSame() =>
        Assert.Equal(
            DnsText.Zone(Of(WithZone(StackText.Good))!),
            DnsText.Zone(Of(StackText.Replace(WithZone(StackText.Good), "db.example.com", "db.example.com."))!)
        );

    /// <summary>
    /// The laws: names are unique, valid in DNS, resolve to each node's own addresses, and do not depend on the file's order.
    /// </summary>
    [Property(MaxTest = 60)]
    public void Plan_AnyProject_KeepsTheLaws(ushort seed)
    {
        // The longest possible zone: no name in it may become too long.
        var zone = string.Join('.', Enumerable.Repeat(new string('z', 63), 3)) + ".abcdefghijk";
        Assert.Equal(203, zone.Length);
        var text = WithZone(RandomProject.Of(seed).Text, seed % 2 == 0 ? zone : "db.example.com");
        var project = StackText.Plan(text);
        var plan = DnsPlanner.Plan(project.Spec, project.Topology)!;

        Assert.Equal(plan.Records.Length, plan.Records.Select(record => record.Key).Distinct().Count());
        Assert.Equal(plan.Records.Length, plan.Records.Select(record => (record.Name, record.Type)).Distinct().Count());
        Assert.All(plan.Records, record =>
        {
            Assert.InRange(record.Name.Length, 1, 253);
            Assert.All(record.Name.Split('.'), label => Assert.Matches("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", label));
            Assert.NotEqual(record.Addresses.IsEmpty, record.PublicOf.IsEmpty);
            Assert.All(record.Addresses, address =>
                Assert.Equal(record.Type == DnsRecordType.A ? IpFamily.V4 : IpFamily.V6, address.Family)
            );
            var nodes = project.Topology.Machines.Where(node => node.Service == record.Service);
            var isPublic = record.Label.StartsWith("public-", StringComparison.Ordinal) || record.Service == Bastion.Owner;
            var own = nodes.SelectMany(node => isPublic ? [node.PublicAddress] : new[] { node.Address, node.Address6 });
            Assert.Subset(own.OfType<IpAddr>().ToHashSet(), record.Addresses.ToHashSet());
            Assert.Subset(
                nodes.Where(node => isPublic && node.HasPublicAddress).Select(node => node.Key).ToHashSet(),
                record.PublicOf.ToHashSet()
            );
        });
        Assert.All(project.Topology.Nodes, node =>
            Assert.Equal(node.Address, Assert.Single(plan.Records.Single(record => record.Key == $"{node.Key}.a").Addresses))
        );
        Assert.All(project.Spec.Services.Keys, service =>
            Assert.Equal(
                project.Topology.Nodes.Count(node => node.Service == service),
                plan.Records.Single(record => record.Key == $"{service}.a").Addresses.Length
            )
        );
    }

    [Fact]
    public void Plan_ServicesInAnotherOrder_IsTheSame()
    {
        const string cache = "      cache: { type: valkey, plan: business-4, volumes: { data: 1 } }\n";
        var before = StackText.Plan(WithZone(StackText.With("      orders-db:\n", cache + "      orders-db:\n")));
        var after = StackText.Plan(WithZone(StackText.Good + cache), before.LockText);

        Assert.Equal(
            DnsText.Zone(DnsPlanner.Plan(before.Spec, before.Topology)!),
            DnsText.Zone(DnsPlanner.Plan(after.Spec, after.Topology)!)
        );
    }

    [Fact]
    public void Prefixes_AreWhatTheLongestZoneLeavesRoomFor() =>
        Assert.All(DnsLabels.Prefixes, prefix => Assert.InRange(prefix.Length, 1, 8));

    [Fact]
    public void Nodes_OfEveryType_FitOneNameWhereNoLimitIsWritten() =>
        Assert.InRange(ServiceCatalog.All.Max(type => type.MaxNodes), 21, 100);

    private static string WithZone(string text, string zone = "db.example.com")
    {
        var aws = text.Contains("cloud: aws", StringComparison.Ordinal);
        return StackText.Replace(
            text,
            "    services:\n",
            Zone.Replace("db.example.com", zone + (aws ? ", hostedZoneId: Z0123" : ""), StringComparison.Ordinal) + "    services:\n"
        );
    }

    private static DnsPlan? Of(string text)
    {
        var plan = StackText.Plan(text);
        return DnsPlanner.Plan(plan.Spec, plan.Topology);
    }

    private static IEnumerable<string> Addresses(DnsPlan plan, string key) =>
        plan.Records.Single(record => record.Key == key).Addresses.Select(address => address.ToString());
}
