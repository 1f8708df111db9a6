using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Stacks;

/// <summary>A node's lifecycle, the same on every cloud: what leaves it unchanged, what replaces it, and with what.</summary>
public class ServiceNodeTests
{
    /// <summary>A cloud's terms.</summary>
    /// <param name="Machine">Type of a VM.</param>
    /// <param name="Disk">Type of a volume.</param>
    /// <param name="Size">The input for a VM's size.</param>
    /// <param name="Sizes">For business-8 and business-16.</param>
    /// <param name="Ignored">Inputs that a VM keeps as created.</param>
    /// <param name="Address">The node's private address.</param>
    private sealed record Words(
        string Machine,
        string Disk,
        string Size,
        (string Old, string New) Sizes,
        string[] Ignored,
        Func<StackRun, string, object> Address
    );

    private static readonly Dictionary<string, Words> OfCloud = new(StringComparer.Ordinal)
    {
        ["aws"] = new(
            "aws:ec2/instance:Instance",
            "aws:ebs/volume:Volume",
            "instanceType",
            ("m6i.large", "m6i.xlarge"),
            ["userDataBase64", "ami"],
            (run, node) => run.One("aws:ec2/instance:Instance", node)["privateIp"]!
        ),
        ["azure"] = new(
            "azure:compute/linuxVirtualMachine:LinuxVirtualMachine",
            "azure:compute/managedDisk:ManagedDisk",
            "size",
            ("Standard_D2s_v5", "Standard_D4s_v5"),
            ["customData", "adminSshKeys", "sourceImageId", "sourceImageReference"],
            (run, node) => First(run.One("azure:network/networkInterface:NetworkInterface", node), "ipConfigurations")["privateIpAddress"]
        ),
        ["gcp"] = new(
            "gcp:compute/instance:Instance",
            "gcp:compute/disk:Disk",
            "machineType",
            ("n2-standard-2", "n2-standard-4"),
            [
                "metadata[\"user-data\"]",
                "metadata[\"startup-script\"]",
                "bootDisk.initializeParams.image",
                "bootDisk.initializeParams.labels",
                "attachedDisks",
            ],
            (run, node) => First(run.One("gcp:compute/instance:Instance", node), "networkInterfaces")["networkIp"]
        ),
    };

    public static TheoryData<string> Clouds => [.. OfCloud.Keys];

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Node_UserDataOrImageChanges_AreIgnoredAndAResizeReplaces(string cloud)
    {
        var words = OfCloud[cloud];
        var run = await StackRun.OfExampleAsync($"{cloud}-private");

        Assert.Equal(3, run.OfType(words.Machine).Count());
        Assert.All(run.OfType(words.Machine), machine =>
        {
            Assert.Equal(words.Ignored, machine.Options.IgnoreChanges);
            Assert.Equal([words.Size], machine.Options.ReplaceOnChanges);
            // AWS and Google would do it by themselves, each in its own way: one by replacing, one by stopping.
            Assert.DoesNotContain("userDataReplaceOnChange", machine.GivenInputs);
            Assert.Equal(cloud == "gcp" ? false : null, machine["allowStoppingForUpdate"]);
        });
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Node_NextGeneration_HasAnotherNameAddressAndDisk(string cloud)
    {
        var words = OfCloud[cloud];
        var (first, second) = (
            await StackRun.OfExampleAsync($"{cloud}-private"),
            await StackRun.OfExampleAsync(
                $"{cloud}-private",
                text => text.Replace("business-8", "business-16", StringComparison.Ordinal),
                replaced: true
            )
        );

        Assert.Equal(
            (words.Sizes.Old, words.Sizes.New),
            (first.One(words.Machine, "orders-db-1")[words.Size], second.One(words.Machine, "orders-db-1")[words.Size])
        );
        Assert.NotEqual(words.Address(first, "orders-db-1"), words.Address(second, "orders-db-1"));
        Assert.Equal(["orders-db-1-data-g1"], first.One(words.Machine, "orders-db-1").ReplaceWith);
        Assert.Equal(["orders-db-1-data-g2"], second.One(words.Machine, "orders-db-1").ReplaceWith);
        // After a skipped generation the address is that of the last but one: on AWS nothing else shows that it is another VM.
        var trigger = second.One(words.Machine, "orders-db-1").Options.ReplacementTrigger;
        Assert.Equal(cloud == "aws" ? "generation 2" : null, trigger is null ? null : await OutputValue.OfAsync<object>(trigger));
        // Where a cloud requires distinct names; AWS does not.
        Assert.Equal(cloud != "aws", first.OfType(words.Disk).All(disk => disk.Inputs.ContainsKey("name")));
        Assert.Empty(NamesOf(first).Intersect(NamesOf(second)));

        IEnumerable<object> NamesOf(StackRun run) =>
            run.OfType(words.Machine)
                .Concat(run.OfType(words.Disk))
                .Concat(run.OfType("azure:network/networkInterface:NetworkInterface"))
                .Select(resource => resource["name"])
                .OfType<object>();
    }

    private static ImmutableDictionary<string, object> First(Recorded resource, string list) =>
        (ImmutableDictionary<string, object>)((ImmutableArray<object>)resource[list]!)[0];
}
