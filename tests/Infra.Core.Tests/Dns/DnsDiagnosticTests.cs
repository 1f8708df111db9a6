using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Dns;
using Infra.Core.Spec.Text;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Dns;

public sealed class DnsDiagnosticTests
{
    /// <summary>The content of <c>dns</c> on the local cloud (§ marks the place), code, path, a part of message or remedy.</summary>
    public static TheoryData<string, string, string, string> Zones { get; } =
        new()
        {
            { "{ zone: §example }", "INF0901", "dns.zone", "only one label" },
            { "{ zone: §Db.Example.COM }", "INF0901", "dns.zone", "Write 'db.example.com'" },
            { "{ zone: §db_1.example.com }", "INF0901", "dns.zone", "letters, digits and dashes" },
            { "{ zone: §-db.example.com }", "INF0901", "dns.zone", "do not start or end with a dash" },
            { "{ zone: §db-.example.com }", "INF0901", "dns.zone", "do not start or end with a dash" },
            { "{ zone: §db..example.com }", "INF0901", "dns.zone", "labels consist of" },
            { "{ zone: §.example.com }", "INF0901", "dns.zone", "labels consist of" },
            { "{ zone: §example.com.. }", "INF0901", "dns.zone", "labels consist of" },
            { "{ zone: §. }", "INF0901", "dns.zone", "labels consist of" },
            { "{ zone: §10.0.0.1 }", "INF0901", "dns.zone", "last label is a number" },
            { "{ zone: §\"*.example.com\" }", "INF0901", "dns.zone", "letters, digits" },
            { "{ zone: §\"example.com evil.example\" }", "INF0901", "dns.zone", "letters, digits" },
            { "{ zone: §\"example.com\\n10.0.0.1 www.bank.example\" }", "INF0901", "dns.zone", "\\u000a10.0.0.1" },
            { "{ zone: §bücher.example }", "INF0901", "dns.zone", "'xn--'" },
            {
                "{ zone: §" + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example }",
                "INF0901",
                "dns.zone",
                "64 characters; at most 63"
            },
            { "{ zone: example.com, ttl: §29 }", "INF0203", "dns.ttl", "30 to 86400" },
            { "{ zone: example.com, ttl: §86401 }", "INF0203", "dns.ttl", "30 to 86400" },
            { "{ zone: example.com, ttl: §5m }", "INF0102", "dns.ttl", "whole number of seconds" },
            { "{ zone: example.com, §hostedZoneId: Z1 }", "INF0101", "dns.hostedZoneId", "Known here: ttl, zone" },
            { "§{ ttl: 60 }", "INF0103", "dns", "'zone' is missing" },
            { "§example.com", "INF0102", "dns", "Expected a mapping" },
        };

    /// <summary>The same on AWS.</summary>
    public static TheoryData<string, string, string, string> AwsZones { get; } =
        new()
        {
            { "§{ zone: example.com }", "INF0103", "dns", "'hostedZoneId' is missing" },
            { "{ zone: example.com, hostedZoneId: §z0123 }", "INF0902", "dns.hostedZoneId", "not a valid Route 53 hosted zone ID" },
            { "{ zone: example.com, hostedZoneId: §/hostedzone/Z0123 }", "INF0902", "dns.hostedZoneId", "Z0123456789ABCDEFGHIJ" },
            { "{ zone: example.com, hostedZoneId: §\"Z0123\\n\" }", "INF0902", "dns.hostedZoneId", "not a valid Route 53" },
            {
                "{ zone: example.com, hostedZoneId: Z0123, §managedZone: example-com }",
                "INF0101",
                "dns.managedZone",
                "Known here: hostedZoneId, ttl, zone"
            },
        };

    [Theory]
    [MemberData(nameof(Zones))]
    public void Dns_OneThingWrong_IsReportedWhereItIs(string dns, string code, string path, string part) =>
        CheckOnly(Text(dns), code, path, part);

    [Theory]
    [MemberData(nameof(AwsZones))]
    public void DnsOnAws_OneThingWrong_IsReportedWhereItIs(string dns, string code, string path, string part) =>
        CheckOnly(TextOnAws(dns), code, path, part);

    /// <summary>
    /// Two services (the second one PostgreSQL), which of them is rejected (none: neither), and the name they conflict about.
    /// </summary>
    [Theory]
    [InlineData("db", "replica-db", "replica-db", "replica-db")]
    [InlineData("replica-db", "db", "replica-db", "replica-db")]
    [InlineData("db", "public-db", "public-db", "public-db")]
    [InlineData("db-1", "replica-db", "replica-db", "replica-db-1")]
    [InlineData("db-1", "public-db", "public-db", "public-db-1")]
    [InlineData("db", "public-db-1", "public-db-1", "public-db-1")]
    [InlineData("db", "replica-db-1", null, null)]
    [InlineData("replica", "replica-replica", "replica-replica", "replica-replica")]
    [InlineData("replica-a", "public-a", null, null)]
    [InlineData("db-x", "replica-db", null, null)]
    [InlineData("db", "replica-dbs", null, null)]
    [InlineData("db", "dbreplica", null, null)]
    [InlineData("replica", "public", null, null)]
    public void Services_WithPrefixesOfEachOther_AreRefused(string one, string two, string? refused, string? name)
    {
        var outcome = StackText.Compile(TwoServices(one, two, "    dns: { zone: example.com }\n"));

        if (refused is null)
        {
            Assert.True(outcome.Succeeded);
            return;
        }

        var found = Assert.Single(outcome.Diagnostics);
        Assert.Equal((DiagnosticCodes.DnsNameCollision, $"services.{refused}"), (found.Code, found.Where.Path));
        Assert.Contains($"the DNS name '{name}'", found.Message, StringComparison.Ordinal);

        // Without DNS the names mean nothing.
        Assert.True(StackText.Compile(TwoServices(one, two, "")).Succeeded);
    }

    [Fact]
    public void Zone_LongestThatLeavesRoom_IsTaken()
    {
        var longest = string.Join('.', Enumerable.Repeat(new string('z', 63), 3)) + ".abcdefghijk";
        Assert.Equal(ZoneName.Longest, longest.Length);
        Assert.True(Compile(longest).Succeeded);

        var found = Assert.Single(Compile(longest + "l").Diagnostics);
        Assert.Equal(DiagnosticCodes.BadDnsZone, found.Code);
        Assert.Contains("204 characters; at most 203", found.Message, StringComparison.Ordinal);

        static Outcome<ProjectPlan> Compile(string zone) =>
            StackText.Compile(StackText.With("    services:\n", $"    dns: {{ zone: {zone} }}\n    services:\n"));
    }

    [Theory]
    [InlineData(CloudKind.Azure, 20, false)]
    [InlineData(CloudKind.Azure, 21, true)]
    [InlineData(CloudKind.Gcp, 30, false)]
    [InlineData(CloudKind.Aws, 30, false)]
    [InlineData(CloudKind.Local, 30, false)]
    public void Services_WithMoreNodesThanANameHolds_AreRefused(CloudKind cloud, int nodes, bool refused)
    {
        var text = StackText.Replace(StackText.With("type: postgresql", "type: opensearch"), "nodes: 3", $"nodes: {nodes}");
        var bag = new DiagnosticBag();
        var project = (TextNode.Map)StackFile.FindProject(new StackSource(text, StackText.File), bag, out _)!;
        var services = (TextNode.Map)project.Entries.Single(entry => entry.Key == "services").Value;

        DnsNameRules.Check(services, StackText.Plan(text).Spec.Services, cloud, bag);

        if (!refused)
        {
            Assert.Equal(0, bag.Count);
            return;
        }

        var found = Assert.Single(bag.Sorted());
        Assert.Equal((DiagnosticCodes.TooManyDnsAddresses, "services.orders-db"), (found.Code, found.Where.Path));
        Assert.Contains("a record set on azure holds 20", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CloudKind.Azure, "rg", true)]
    [InlineData(CloudKind.Azure, "My_Group.(1)-x", true)]
    [InlineData(CloudKind.Azure, "ends-in.", false)]
    [InlineData(CloudKind.Azure, "a/b", false)]
    [InlineData(CloudKind.Azure, "", false)]
    [InlineData(CloudKind.Gcp, "example-com", true)]
    [InlineData(CloudKind.Gcp, "a", true)]
    [InlineData(CloudKind.Gcp, "Example", false)]
    [InlineData(CloudKind.Gcp, "a-", false)]
    [InlineData(CloudKind.Gcp, "a\n", false)]
    [InlineData(CloudKind.Aws, "Z1", true)]
    [InlineData(CloudKind.Aws, "Z", false)]
    public void ZoneId_OfEachCloud_HasItsForm(CloudKind cloud, string id, bool good) =>
        Assert.Equal(good, ZoneKey.Of(cloud)!.Form.IsMatch(id));

    [Fact]
    public void DnsCodes_All_HaveARowHere()
    {
        var rows = Zones
            .Concat(AwsZones)
            .Select(row => (string)row[1])
            .Append(DiagnosticCodes.DnsNameCollision)
            .Append(DiagnosticCodes.TooManyDnsAddresses);
        Assert.Empty(AllCodes.From("INF0901", "INF0999").Except(rows));
    }

    /// <summary>The whole text of each row.</summary>
    internal static IEnumerable<string> Texts =>
        Zones
            .Select(row => Text((string)((object?[])row)[0]!))
            .Concat(AwsZones.Select(row => TextOnAws((string)((object?[])row)[0]!)))
            .Select(text => StackText.Unmark(text).Text);

    private static string Text(string dns) =>
        StackText.With("    services:\n", $"    DNS\n    services:\n").Replace("    DNS", Line(dns), StringComparison.Ordinal);

    private static string TextOnAws(string dns) =>
        StackText.Replace(StackText.On("aws", "eu-west-1"), "    services:\n", $"{Line(dns)}\n    services:\n");

    private static string Line(string dns) => dns.StartsWith("§{", StringComparison.Ordinal) ? $"    §dns: {dns[1..]}" : $"    dns: {dns}";

    private static string TwoServices(string one, string two, string dns) =>
        StackText
            .With("      orders-db:\n", $"      {one}:\n")
            .Replace(
                "    services:\n",
                $"{dns}    services:\n      {two}: {{ type: postgresql, plan: startup-4, volumes: {{ data: 1 }} }}\n",
                StringComparison.Ordinal
            );

    private static void CheckOnly(string marked, string code, string path, string part)
    {
        var (text, line, column) = StackText.Unmark(marked);
        var found = Assert.Single(StackText.Compile(text).Diagnostics);
        Assert.Equal((code, line, column, path), (found.Code, found.Where.Line, found.Where.Column, found.Where.Path));
        Assert.Contains(part, $"{found.Message} {found.Remedy}", StringComparison.Ordinal);
        Assert.DoesNotContain('\n', found.ToString());
    }
}
