using Infra.Core.Diagnostics;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Topology;

/// <summary>What differs between clouds in a project's topology.</summary>
public sealed class CloudTopologyTests
{
    public static TheoryData<string, string> Clouds { get; } =
        new()
        {
            { "aws", "eu-west-1" },
            { "azure", "westeurope" },
            { "gcp", "europe-west1" },
            { "local", "local" },
        };

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Nodes_AnyNumber_AreSpreadEvenly(string cloud, string region)
    {
        for (var nodes = 1; nodes <= 9; nodes++)
        {
            var plan = StackText.Plan(StackText.Replace(StackText.On(cloud, region), "nodes: 3", $"nodes: {nodes}"));
            var perZone = plan.Topology.Zones.Select(zone => plan.Topology.Nodes.Count(node => node.Zone == zone)).ToList();

            Assert.Equal(3, perZone.Count);
            Assert.InRange(perZone.Max() - perZone.Min(), 0, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public void LockFile_ReadBack_IsComplete(string cloud, string region)
    {
        var text = StackText.On(cloud, region);
        var written = StackText.Plan(text).LockText;
        var again = StackText.Compile(text, written, LockMode.Frozen);

        Assert.Empty(again.Diagnostics);
        Assert.Equal(written, again.Value!.LockText);
    }

    [Theory]
    [InlineData("aws", "eu-west-1", "eu-west-1a", "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol*", "m6i.large")]
    [InlineData("azure", "westeurope", "1", "/dev/disk/azure/scsi1/lun0", "Standard_D2s_v5")]
    [InlineData("gcp", "europe-west1", "europe-west1-b", "/dev/disk/by-id/google-data", "n2-standard-2")]
    [InlineData("local", "local", "local-a", "/dev/disk/by-id/virtio-data", "vm-768")]
    public void FirstNode_ByCloud_IsInTheCloudsWords(string cloud, string region, string zone, string device, string machine)
    {
        var plan = StackText.Plan(StackText.On(cloud, region));
        var node = plan.Topology.Nodes[0];

        Assert.Equal((zone, device), (node.Zone.Name, node.Volumes.Single().DevicePath));
        Assert.Contains($"shape: postgresql {machine} debian-12 data=1GiB", plan.LockText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azure", "marscentral", "[\"1\", \"3\"]", "1 3")]
    [InlineData("azure", "westus", "[\"2\"]", "2")]
    [InlineData("gcp", "mars-west1", "[mars-west1-b, mars-west1-a]", "mars-west1-a mars-west1-b")]
    public void Zones_Named_WorkInAnyRegion(string cloud, string region, string zones, string names)
    {
        var plan = StackText.Plan(StackText.Replace(StackText.On(cloud, region), "zones: 3", $"zones: {zones}"));

        Assert.Equal(names, string.Join(' ', plan.Topology.Zones.Select(zone => zone.Name)));
    }

    [Theory]
    [InlineData("aws", "eu-west-1", "eu-west-2", 3)]
    [InlineData("azure", "westeurope", "northeurope", 1)]
    [InlineData("gcp", "europe-west1", "europe-west4", 3)]
    public void LockFile_OfAnotherRegion_IsRefused(string cloud, string region, string other, int findings)
    {
        var moved = StackText.Compile(StackText.On(cloud, other), StackText.Plan(StackText.On(cloud, region)).LockText);

        Assert.Null(moved.Value);
        Assert.Equal(
            findings,
            moved.Diagnostics.Count(found => found.Code == DiagnosticCodes.LockOfOtherRegion && found.Where.Path == "region")
        );
    }

    [Theory]
    [InlineData("aws", "eu-west-1")]
    [InlineData("gcp", "europe-west1")]
    [InlineData("local", "local")]
    public void LockFile_OfAnotherCloud_IsRefused(string cloud, string region)
    {
        var azure = StackText.Plan(StackText.On("azure", "westeurope")).LockText;

        Assert.Contains(StackText.Compile(StackText.On(cloud, region), azure).Diagnostics, found =>
            found.Code == DiagnosticCodes.LockOfOtherRegion
        );
        Assert.Contains(
            StackText.Compile(StackText.On("azure", "westeurope"), StackText.Plan(StackText.On(cloud, region)).LockText).Diagnostics,
            found => found.Code == DiagnosticCodes.LockOfOtherRegion
        );
    }

    [Fact]
    public void VolumeNumbers_WhenVolumesComeAndGo_StayWithTheirNames()
    {
        var one = StackText.On("azure", "westeurope");
        var three = StackText.Replace(one, "data: 1 }", "data: 1, archive: 2, wal: 3 }");
        var two = StackText.Replace(one, "data: 1 }", "data: 1, wal: 3 }");
        var four = StackText.Replace(one, "data: 1 }", "a: 9, b: 9, data: 1, wal: 3 }");

        var first = StackText.Plan(one).LockText;
        var second = StackText.Plan(three, first).LockText;
        var third = StackText.Plan(two, second).LockText;
        var fourth = StackText.Plan(four, third);

        Assert.Contains("    volumes:\n      data: 0\n    nodes:", first, StringComparison.Ordinal);
        Assert.Contains("    volumes:\n      archive: 1\n      data: 0\n      wal: 2\n    nodes:", second, StringComparison.Ordinal);
        Assert.Contains("    volumes:\n      data: 0\n      wal: 2\n    nodes:", third, StringComparison.Ordinal);
        Assert.Contains(
            "    volumes:\n      a: 1\n      b: 3\n      data: 0\n      wal: 2\n    nodes:",
            fourth.LockText,
            StringComparison.Ordinal
        );
        Assert.Equal("data lun0", Numbers(fourth));
        Assert.Equal("a lun1, b lun3, data lun0, wal lun2", Numbers(StackText.Replaced(four, fourth.LockText, "orders-db-1")));
        Assert.All(fourth.Topology.Nodes.SelectMany(node => node.Volumes), volume =>
            Assert.EndsWith($"lun{volume.Number}", volume.DevicePath, StringComparison.Ordinal)
        );

        static string Numbers(ProjectPlan plan) =>
            string.Join(
                ", ",
                plan.Topology.Nodes[0].Volumes.Select(volume => $"{volume.Name} {volume.DevicePath["/dev/disk/azure/scsi1/".Length..]}")
            );
    }

    /// <summary>
    /// Four numbers for the volumes of a VM, and running VMs keep theirs: different VMs may share numbers, one VM's volumes may not.
    /// </summary>
    [Fact]
    public void VolumeNumbers_SharedByVolumesOfDifferentAge_AreNeverOfOneVm()
    {
        var one = StackText.On("azure", "westeurope");
        string With(string volumes) => StackText.Replace(one, "data: 1 }", $"data: 1, {volumes} }}");
        var first = StackText.Plan(With("a: 1, b: 1, c: 1")).LockText;
        var second = StackText.Plan(With("d: 1, e: 1, f: 1"), first);

        Assert.Contains(
            "    volumes:\n      a: 0\n      b: 1\n      c: 2\n      d: 0\n      data: 3\n      e: 1\n      f: 2\n",
            second.LockText,
            StringComparison.Ordinal
        );
        Assert.Empty(StackText.Compile(With("d: 1, e: 1, f: 1"), second.LockText, LockMode.Frozen).Value!.LockChanges);
        Assert.True(StackText.Compile(With("a: 1, e: 1, f: 1"), second.LockText).Succeeded);
        var found = StackText.Compile(With("a: 1, d: 1"), second.LockText).Diagnostics.Single(d => d.Severity == Severity.Error);
        Assert.Equal((DiagnosticCodes.VolumesShareANumber, "services.orders-db.volumes"), (found.Code, found.Where.Path));
        Assert.Contains("a, d have the same number", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("      data: 0\n      wal", "      data: §4\n      wal", "INF0203", "services.orders-db.volumes.data", "must be 0 to 3")]
    [InlineData(
        "      data: 0\n      wal: 1\n",
        "      data: 0\n      wal: §0\n",
        "INF0504",
        "services.orders-db.volumes.wal",
        "used twice"
    )]
    [InlineData("      data: 0\n      wal", "      §Data: 0\n      wal", "INF0201", "services.orders-db.volumes.Data", "volume name")]
    public void LockFile_WrongVolumeNumbers_AreReported(string find, string replace, string code, string path, string part)
    {
        var stack = StackText.Replace(StackText.On("azure", "westeurope"), "data: 1 }", "data: 1, wal: 1 }");
        var (text, line, column) = StackText.Unmark(StackText.Replace(StackText.Plan(stack).LockText, find, replace));

        var found = StackText.Compile(stack, text).Diagnostics.First(d => d.Code == code);

        Assert.Equal(new SourceLocation(StackText.LockFile, line, column, path), found.Where);
        Assert.Contains(part, $"{found.Message} {found.Remedy}", StringComparison.Ordinal);
    }
}
