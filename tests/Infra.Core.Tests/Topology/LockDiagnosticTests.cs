using Infra.Core.Diagnostics;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Topology;

/// <summary>Every possible error in a lock file: reported with its place, never silently reallocated.</summary>
public sealed class LockDiagnosticTests
{
    private static readonly string GoodLock = StackText.Plan(StackText.Good).LockText;

    /// <summary>Part of the good lock file, its replacement (§ marks the finding), code, path, part of message or remedy.</summary>
    public static TheoryData<string, string, string, string, string> Errors { get; } =
        new()
        {
            { "version: 2", "version: §3", "INF0509", "version", "Use the newer program" },
            {
                "generation: 1, shape: postgresql vm-768 debian-12 data=1GiB }\n      2",
                "generation: 1, refilling: §maybe, shape: postgresql vm-768 debian-12 data=1GiB }\n      2",
                "INF0102",
                "services.orders-db.nodes.1.refilling",
                "true or false"
            },
            { "    nodes:\n", "    removed: { §x: 1 }\n    nodes:\n", "INF0501", "services.orders-db.removed.x", "not a slot number" },
            { "    nodes:\n", "    removed: { 3: §0 }\n    nodes:\n", "INF0203", "services.orders-db.removed.3", "must be 1" },
            {
                "    nodes:\n",
                "    removed: §{ 3: 1 }\n    nodes:\n",
                "INF0504",
                "services.orders-db.removed",
                "Slot 3 is both removed and present"
            },
            { "mesh: 3", "mesh: 9", "INF0526", "checksum", "edited by hand" },
            { "  c: local-c\n", "", "INF0504", "zones", "The line of zone 'c' is missing" },
            { "  c: local-c\n", "  c: §locla-c\n", "INF0504", "zones.c", "'locla-c' is not a zone of local" },
            { "project: demo", "project: §dmeo", "INF0504", "project", "The project is 'demo'" },
            {
                "vm-768 debian-12 data=1GiB }\n      3",
                "vm-767 debian-12 data=1GiB }\n      3",
                "INF0504",
                "services.orders-db.nodes.2.shape",
                "'vm-767' is not a machine type on local"
            },
            {
                "shape: postgresql vm-768 debian-12 data=1GiB }\n      3",
                "shape: §mysql vm-768 debian-12 data=1GiB }\n      3",
                "INF0504",
                "services.orders-db.nodes.2.shape",
                "of type 'mysql'"
            },
            { "zones:\n", "§=======\nzones:\n", "INF0527", "", "The file contains unresolved merge conflicts" },
            { "ula: ", "§ulla: ", "INF0101", "ulla", "The key 'ulla' is not a known key" },
            { "version: 2", "networkAcl: { §\"in tcp\": 1000 }\nversion: 2", "INF0501", "networkAcl.in tcp", "not a rule key" },
            { "version: 2", "networkAcl: { workload.in: §999 }\nversion: 2", "INF0203", "networkAcl.workload.in", "must be 1000 to 31999" },
            {
                "version: 2",
                "networkAcl: { workload.in: §30000 }\nversion: 2",
                "INF0504",
                "networkAcl.workload.in",
                "not valid for this kind"
            },
            { "version: 2", "networkAcl: { a: 1000, b: §1000 }\nversion: 2", "INF0504", "networkAcl.b", "first in networkAcl.a" },
            { "version: 2", "version: 2 # two§\u2028", "INF0003", "", "U+2028 is a line break to YAML" },
            { "version: 2", "version: 2 # two§\rzones: {}", "INF0003", "", "U+000D" },
            { "version: 2", "version: 2 # two§\u202e", "INF0003", "", "U+202E" },
            { "version: 2", "version: 2 # two§\u0008", "INF0001", "", "U+0008" },
            { "basePort: 1", "basePort: §9", "INF0203", "basePort", "must be 10000 to 30000" },
            { "      1: {", "      §0: {", "INF0501", "services.orders-db.nodes.0", "not a slot number" },
            { "      1: {", "      §01: {", "INF0501", "services.orders-db.nodes.01", "not a slot number" },
            { "[10.77.0.4, 10.77.0.5]", "§[10.77.0.4]", "INF0501", "services.orders-db.nodes.1.addresses", "a slot has two" },
            {
                "[10.77.0.4, 10.77.0.5]",
                "[10.77.0.4, §10.77.0.500]",
                "INF0501",
                "services.orders-db.nodes.1.addresses[1]",
                "not an IPv4 address"
            },
            { "[10.77.0.4, 10.77.0.5]", "§[10.77.0.4, 10.77.0.4]", "INF0504", "services.orders-db.nodes.1.addresses", "used twice" },
            {
                "[10.77.0.4, 10.77.0.5]",
                "§[10.77.0.2, 10.77.0.5]",
                "INF0504",
                "services.orders-db.nodes.1.addresses",
                "10.77.0.2 is not a node's address in 10.77.0.0/23"
            },
            {
                "[10.77.0.4, 10.77.0.5]",
                "§[10.77.8.4, 10.77.0.5]",
                "INF0504",
                "services.orders-db.nodes.1.addresses",
                "subnet of zone 'a'"
            },
            { "pg: 12800", "pg: §12700", "INF0504", "services.orders-db.ports.pg", "below the project's base port" },
            { "pg: 12800", "pg: §0", "INF0203", "services.orders-db.ports.pg", "10000 to 30000" },
            {
                "shape: postgresql vm-768 debian-12 data=1GiB }\n      2",
                "shape: §postgresql vm-768 }\n      2",
                "INF0501",
                "services.orders-db.nodes.1.shape",
                "not a valid shape"
            },
            {
                "shape: postgresql vm-768 debian-12 data=1GiB }\n      2",
                "shape: §\"postgresql vm-768 debian-12 data=1GiB\\n\" }\n      2",
                "INF0501",
                "services.orders-db.nodes.1.shape",
                "not a valid shape"
            },
            {
                "shape: postgresql vm-768 debian-12 data=1GiB }\n      2",
                "shape: §postgresql $(reboot) debian-12 data=1GiB }\n      2",
                "INF0501",
                "services.orders-db.nodes.1.shape",
                "not a valid shape"
            },
            {
                "shape: postgresql vm-768 debian-12 data=1GiB }\n      2",
                "shape: §postgresql vm-768 debian-12 data=-1GiB }\n      2",
                "INF0501",
                "services.orders-db.nodes.1.shape",
                "not a valid shape"
            },
            { "mesh: 2", "mesh: §1", "INF0504", "services.orders-db.nodes.2.mesh", "first in services.orders-db.nodes.1.mesh" },
            {
                "pgbouncer: 12801",
                "pgbouncer: §12800",
                "INF0504",
                "services.orders-db.ports.pgbouncer",
                "'scripts/infra lock --stack test' allocates new numbers for what the other branch added"
            },
            { "zone: a", "zone: §d", "INF0504", "services.orders-db.nodes.1.zone", "not one of the zones" },
            { "  b: local-b", "  b: §local-a", "INF0504", "zones.b", "two letters" },
            { "  b: local-b", "  §g: local-b", "INF0101", "zones.g", "not a known key in the zones" },
            { "ula: fd", "ula: §fc", "INF0504", "ula", "not the network of project 'demo'" },
            {
                "generation: 1, shape: postgresql vm-768 debian-12 data=1GiB }\n      3",
                "generation: §0, shape: x }\n      3",
                "INF0203",
                "services.orders-db.nodes.2.generation",
                "must be 1"
            },
        };

    [Theory]
    [MemberData(nameof(Errors))]
    public void LockFile_OneThingWrong_IsReportedWhereItIs(string find, string replace, string code, string path, string part)
    {
        // What is missing cannot be marked.
        var marked = replace.Contains('§', StringComparison.Ordinal);
        var (text, line, column) = marked
            ? StackText.Unmark(StackText.Replace(GoodLock, find, replace))
            : (StackText.Replace(GoodLock, find, replace), 0, 0);
        var outcome = StackText.Compile(StackText.Good, text);

        Assert.Null(outcome.Value);
        var found = outcome.Diagnostics.First(d => d.Code == code);
        Assert.Equal(marked ? new SourceLocation(StackText.LockFile, line, column, path) : found.Where with { Path = path }, found.Where);
        Assert.All(outcome.Diagnostics, error => Assert.Contains("git checkout --", error.Remedy, StringComparison.Ordinal));
        Assert.Contains(part, $"{found.Message} {found.Remedy}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: demo", "name: §other", "INF0502", "name", "belongs to project 'demo'")]
    [InlineData("zones: 3", "zones: 3\n    basePort: §13000", "INF0511", "basePort", "Write 12800, or remove the key")]
    [InlineData("cidr: 10.77.0.0/20", "cidr: §10.78.0.0/20", "INF0503", "cidr", "Change it back to 10.77.0.0/20")]
    [InlineData("zones: 3", "zones: §2", "INF0506", "zones", "node orders-db-3 is there")]
    public void LockFile_OfSomethingElse_IsReportedInTheStackFile(string find, string replace, string code, string path, string part)
    {
        var (text, line, column) = StackText.Unmark(StackText.With(find, replace));
        var found = Assert.Single(StackText.Compile(text, GoodLock).Diagnostics);

        Assert.Equal((code, new SourceLocation(StackText.File, line, column, path)), (found.Code, found.Where));
        Assert.Contains(part, $"{found.Message} {found.Remedy}", StringComparison.Ordinal);
    }

    [Fact]
    public void LockFile_OfAnotherRegion_IsReportedForEachZone()
    {
        var aws = StackText.On("aws", "eu-west-1");
        var moved = StackText.Replace(aws, "eu-west-1", "eu-west-2");
        var outcome = StackText.Compile(moved, StackText.Plan(aws).LockText);

        Assert.Equal(3, outcome.Diagnostics.Count(d => d.Code == DiagnosticCodes.LockOfOtherRegion && d.Where.Path == "region"));
        Assert.All(outcome.Diagnostics, d => Assert.DoesNotContain("delete", d.Remedy, StringComparison.Ordinal));
    }

    /// <summary>A wrong zone is a mistake in the lock file; if all of them are wrong, the stack file's region has changed.</summary>
    [Theory]
    [InlineData("  b: eu-west-1b", "  b: §eu-wewt-1b", "zones.b")]
    [InlineData("  b: eu-west-1b", "  b: §eu-west-2b", "zones.b")]
    public void LockFile_OneZoneOfAnotherRegion_IsTheLockFilesFault(string find, string replace, string path)
    {
        var aws = StackText.On("aws", "eu-west-1");
        var (text, line, column) = StackText.Unmark(StackText.Replace(StackText.Plan(aws).LockText, find, replace));

        var found = Assert.Single(StackText.Compile(aws, text).Diagnostics);
        Assert.Equal((DiagnosticCodes.LockConflict, new SourceLocation(StackText.LockFile, line, column, path)), (found.Code, found.Where));
    }

    [Fact]
    public void LockFile_OfOneZoneMisspelt_IsTheLockFilesFault()
    {
        var aws = StackText.Replace(StackText.On("aws", "eu-west-1"), "zones: 3", "zones: 1");
        var found = Assert.Single(
            StackText.Compile(aws, StackText.Replace(StackText.Plan(aws).LockText, "eu-west-1a", "eu-wset-1a")).Diagnostics
        );

        Assert.Equal((DiagnosticCodes.LockConflict, "zones.a"), (found.Code, found.Where.Path));
    }

    /// <summary>Files from earlier versions have no checksum: they are accepted, and get one with the next write.</summary>
    [Fact]
    public void LockFile_OfTheFirstFormat_IsReadAndGetsAChecksum()
    {
        var old = string.Join('\n', GoodLock.Split('\n').Where(line => !line.StartsWith("checksum: ", StringComparison.Ordinal)))
            .Replace("version: 2", "version: 1", StringComparison.Ordinal);

        var frozen = StackText.Compile(StackText.Good, old, LockMode.Frozen);
        Assert.True(frozen.Succeeded, string.Join('\n', frozen.Diagnostics));
        Assert.Equal(old, frozen.Value!.LockText);
        var written = StackText.Plan(StackText.Good, old);
        Assert.Equal("checksum", Assert.Single(written.LockChanges).Path);
        Assert.Equal(GoodLock, written.LockText);
        Assert.Null(StackText.Compile(StackText.Good, GoodLock.Replace("version: 2", "version: 1", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public void Checksum_OfWhatMeansTheSame_IsTheSame()
    {
        var windows = GoodLock.Replace("\n", "\r\n", StringComparison.Ordinal);
        var quoted = GoodLock.Replace("local-b", "\"local-b\"", StringComparison.Ordinal) + "# reviewed\n";

        Assert.All([windows, quoted], text => Assert.Empty(StackText.Plan(StackText.Good, text).LockChanges));
    }

    [Fact]
    public void LockFile_Empty_IsNotTakenForAbsent()
    {
        var found = Assert.Single(StackText.Compile(StackText.Good, "# nothing\n").Diagnostics);

        Assert.Equal(DiagnosticCodes.LockMalformed, found.Code);
    }

    [Fact]
    public void LockFile_Frozen_NamesWhatIsMissingAndTheCommand()
    {
        var absent = Assert.Single(StackText.Compile(StackText.Good, null, LockMode.Frozen).Diagnostics);
        Assert.Equal(DiagnosticCodes.LockNotUpToDate, absent.Code);
        Assert.Contains("scripts/infra lock --stack test", absent.Remedy, StringComparison.Ordinal);

        var more = StackText.Compile(StackText.With("nodes: 3", "nodes: 4"), GoodLock, LockMode.Frozen);
        Assert.Null(more.Value);
        var missing = Assert.Single(more.Diagnostics, found => found.Severity == Severity.Error);
        Assert.Equal((DiagnosticCodes.LockNotUpToDate, "services.orders-db.nodes.4"), (missing.Code, missing.Where.Path));
        Assert.Contains("orders-db-4: 10.77.0.6 and 10.77.0.7 in zone a", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_Exhausted_AreReportedWithTheCount()
    {
        // A /24 has /28 subnets: room for 5 nodes per zone.
        var small = StackText.Replace(StackText.With("cidr: 10.77.0.0/20", "cidr: 10.77.0.0/24"), "zones: 3", "zones: 1");
        Assert.True(StackText.Compile(StackText.Replace(small, "nodes: 3", "nodes: 5")).Succeeded);

        var found = Assert.Single(StackText.Compile(StackText.Replace(small, "nodes: 3", "nodes: 6")).Diagnostics);
        Assert.Equal((DiagnosticCodes.AddressesExhausted, "services.orders-db"), (found.Code, found.Where.Path));
        Assert.Contains(
            "1 zone by 5 nodes is 5, and 6 are requested. 10.77.0.0/28 has room for 5 nodes",
            found.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Ports_Exhausted_AreReported()
    {
        var two = StackText.With(
            "    services:\n",
            "    basePort: 29996\n    services:\n      a: { type: postgresql, plan: startup-4, volumes: { data: 1 } }\n"
        );

        var found = Assert.Single(StackText.Compile(two).Diagnostics);
        Assert.Equal((DiagnosticCodes.PortsExhausted, "basePort", 10), (found.Code, found.Where.Path, found.Where.Line));
        Assert.Contains(
            "No port is left for prometheus of 'orders-db': 5 ports are taken from 29996 to 30000",
            found.Message,
            StringComparison.Ordinal
        );
        Assert.True(StackText.Compile(two.Replace("29996", "29995", StringComparison.Ordinal)).Succeeded);
    }

    [Fact]
    public void BasePort_Written_IsWherePortsBegin()
    {
        var text = StackText.With("zones: 3", "zones: 3\n    basePort: 15000");
        var plan = StackText.Plan(text);

        Assert.Equal([15000, 15001, 15002], plan.Topology.Ports["orders-db"].Values.Order());
        Assert.Empty(StackText.Plan(text, plan.LockText).LockChanges);
        Assert.Empty(StackText.Plan(StackText.Good, plan.LockText).LockChanges);
    }

    [Fact]
    public void TerminationProtection_ServiceGoneFromTheFile_IsRefused()
    {
        var aws = StackText.Replace(
            StackText.On("aws", "eu-west-1"),
            "    region: eu-west-1\n",
            "    region: eu-west-1\n    terminationProtection: true\n"
        );
        var two = StackText.Replace(
            aws,
            "      orders-db:\n",
            "      events: { type: kafka, plan: startup-4, volumes: { data: 10 } }\n      orders-db:\n"
        );
        var before = StackText.Plan(two);

        var refused = StackText.Compile(aws, before.LockText);
        Assert.Null(refused.Value);
        var found = Assert.Single(refused.Diagnostics);
        Assert.Equal((DiagnosticCodes.ServiceProtected, "services"), (found.Code, found.Where.Path));
        Assert.Contains("'events' was removed from the file", found.Message, StringComparison.Ordinal);

        var unprotected = StackText.Replace(aws, "terminationProtection: true", "terminationProtection: false");
        Assert.Equal(["kafka", "postgresql"], StackText.Plan(two).Spec.Services.Values.Select(service => service.Type));
        Assert.True(LockSteps.Ask(unprotected, before.LockText, new LockRequests { Remove = ["events"] }).Succeeded);
        Assert.True(
            LockSteps
                .Ask(StackText.Replace(two, "nodes: 3", "nodes: 2"), before.LockText, new LockRequests { Remove = ["orders-db-3"] })
                .Succeeded
        );
    }

    [Fact]
    public void LockCodes_All_HaveATestHere()
    {
        // INF0513 is in ExistingNetworkTopologyTests, INF0514 and INF0515 in PublicAccessTests, INF0516 and INF0517 in KeptShapeTests,
        // INF0518 in CloudTopologyTests, INF0519 to INF0521 in ReplacementTests, INF0522 to INF0525 in RemovalTests, INF0528 in the
        // command's
        // tests, INF0529 and INF0530 in the program's (LockFileTests), INF0531 to INF0535 in BastionTests,
        // INF0536 and INF0537 in BastionChangesTests.
        string[] elsewhere =
        [
            "INF0502",
            "INF0503",
            "INF0505",
            "INF0506",
            "INF0507",
            "INF0508",
            "INF0510",
            "INF0511",
            "INF0512",
            "INF0513",
            "INF0514",
            "INF0515",
            "INF0516",
            "INF0517",
            "INF0518",
            "INF0519",
            "INF0520",
            "INF0521",
            "INF0522",
            "INF0523",
            "INF0524",
            "INF0525",
            "INF0528",
            "INF0529",
            "INF0530",
            "INF0531",
            "INF0532",
            "INF0533",
            "INF0534",
            "INF0535",
            "INF0536",
            "INF0537",
        ];
        Assert.Empty(AllCodes.From("INF0500", "INF0599").Except(Errors.Select(row => (string)row[2])).Except(elsewhere));
    }
}
