using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Stacks;

/// <summary>Projects in the customer's account, on every cloud.</summary>
public partial class ByocTests
{
    private const string InUse = "infra:index:ProjectInUse";

    public static TheoryData<string> Stacks => ["aws-byoc-example", "azure-byoc-example", "gcp-byoc-example", "byoc-local"];

    /// <summary>Stack, its network's type, and whether it is protected while there are services.</summary>
    public static TheoryData<string, string> Networks =>
        new()
        {
            { "aws-byoc-example", "aws:ec2/vpc:Vpc" },
            { "azure-byoc-example", "azure:network/virtualNetwork:VirtualNetwork" },
            { "gcp-byoc-example", "gcp:compute/network:Network" },
        };

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Stack_AllResources_AreAsCommitted(string stack) =>
        Golden.Check(
            // Not part of the shape: the test's own directory, the packed scripts, the hash of the image's recipe.
            stack == "byoc-local"
                ? Varying().Replace(ResourceListing.Write(await ExampleStacks.RunAsync(stack)), "\"(varies)\"")
                : ResourceListing.Write(await ExampleStacks.RunAsync(stack)),
            $"{stack}/resources.golden"
        );

    /// <summary>Deleting the stack takes two steps: first its services, in a run of their own, and then the rest.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Network_IsProtectedWhileThereAreServices(string stack, string type)
    {
        var text = ExampleStacks.Text(stack);

        Assert.True(Assert.Single((await ExampleStacks.RunAsync(stack)).OfType(type)).Options.Protect);
        Assert.Empty((await ExampleStacks.RunAsync(stack)).OfType(InUse));
        var empty = await StackRun.OfAsync(WithoutServices(text), lockText: "", stack: stack);
        Assert.False(Assert.Single(empty.OfType(type)).Options.Protect);
        var standard = text.Replace("deployment: byoc", "deployment: standard", StringComparison.Ordinal)
            .Replace("exposure: private", "access: bastion", StringComparison.Ordinal);
        Assert.False(Assert.Single((await StackRun.OfAsync(standard, lockText: "", stack: stack)).OfType(type)).Options.Protect);
    }

    /// <summary>In the customer's own network there is no network of ours to protect.</summary>
    [Theory]
    [InlineData("aws")]
    [InlineData("azure")]
    [InlineData("gcp")]
    public async Task ExistingNetwork_TheProjectIsProtectedWhileThereAreServices(string cloud)
    {
        var variant = Variant.Existing[cloud];
        var byoc = (string text) => text.Replace("deployment: standard", "deployment: byoc", StringComparison.Ordinal);

        Assert.Empty((await variant.RunAsync()).OfType(InUse));
        Assert.True(Assert.Single((await variant.RunAsync(byoc)).OfType(InUse)).Options.Protect);
        Assert.False(Assert.Single((await variant.RunAsync(text => WithoutServices(byoc(text)))).OfType(InUse)).Options.Protect);
    }

    [Fact]
    public async Task ObjectStorage_IsReachedFromTheNodesSubnetsWithoutNat()
    {
        var aws = await ExampleStacks.RunAsync("aws-byoc-example");
        Assert.Equal(2, ((IReadOnlyCollection<object>)aws.One("aws:ec2/vpcEndpoint:VpcEndpoint", "acme-own-s3")["routeTableIds"]!).Count);

        var azure = await ExampleStacks.RunAsync("azure-byoc-example");
        Assert.Equal(["Microsoft.Storage"], azure.One("azure:network/subnet:Subnet", "acme-own-workload-a").Texts("serviceEndpoints"));
        Assert.Empty(azure.One("azure:network/subnet:Subnet", "acme-own-public-a").Texts("serviceEndpoints"));

        var gcp = await ExampleStacks.RunAsync("gcp-byoc-example");
        Assert.Equal(true, gcp.One("gcp:compute/subnetwork:Subnetwork", "acme-own-workload-a")["privateIpGoogleAccess"]);
        Assert.Equal(false, gcp.One("gcp:compute/subnetwork:Subnetwork", "acme-own-public-a")["privateIpGoogleAccess"]);
    }

    /// <summary>Every volume, boot disks and bastions' included, is encrypted with the customer's key, and unset without one.</summary>
    [Theory]
    [InlineData("aws", "aws:ec2/instance:Instance", "rootBlockDevice.kmsKeyId", "aws:ebs/volume:Volume", "kmsKeyId")]
    [InlineData(
        "azure",
        "azure:compute/linuxVirtualMachine:LinuxVirtualMachine",
        "osDisk.diskEncryptionSetId",
        "azure:compute/managedDisk:ManagedDisk",
        "diskEncryptionSetId"
    )]
    [InlineData(
        "gcp",
        "gcp:compute/instance:Instance",
        "bootDisk.kmsKeySelfLink",
        "gcp:compute/disk:Disk",
        "diskEncryptionKey.kmsKeySelfLink"
    )]
    public async Task DiskKey_IsOnEveryVolume(string cloud, string machine, string boot, string disk, string data)
    {
        var run = await Variant.Customers[cloud].RunAsync();
        var key = Regex.Match(Variant.Customers[cloud].Keys, "diskKey: (.*)").Groups[1].Value;

        Assert.Equal(4, run.OfType(machine).Count());
        Assert.All(run.OfType(machine), one => Assert.Equal(key, At(one, boot)));
        Assert.NotEmpty(run.OfType(disk));
        Assert.All(run.OfType(disk), one => Assert.Equal(key, At(one, data)));
        var without = await ExampleStacks.RunAsync($"{cloud}-bastion");
        Assert.All(without.OfType(machine), one => Assert.Null(At(one, boot)));
        Assert.All(without.OfType(disk), one => Assert.Null(At(one, data)));
    }

    /// <summary>Nodes are in the customer's groups beside their own; bastions, which the internet reaches, are not.</summary>
    [Fact]
    public async Task ExtraGroups_AreOfNodesAlone()
    {
        var aws = await Variant.Customers["aws"].RunAsync();
        foreach (var instance in aws.OfType("aws:ec2/instance:Instance"))
        {
            var groups = instance.Texts("vpcSecurityGroupIds");
            Assert.Equal(!IsBastion(instance), groups.Contains("sg-0a1b2c3d4e5f60718"));
            Assert.Contains(IsBastion(instance) ? "bastion-id" : "orders-db-id", groups);
        }

        var azure = await Variant.Customers["azure"].RunAsync();
        Assert.Equal(
            ["orders-db-1/net/own", "orders-db-2/net/own"],
            azure
                .OfType(
                    "azure:network/networkInterfaceApplicationSecurityGroupAssociation:NetworkInterfaceApplicationSecurityGroupAssociation"
                )
                .Where(one => ((string)one["applicationSecurityGroupId"]!).EndsWith("/own", StringComparison.Ordinal))
                .Select(one => one.Name)
        );

        var gcp = await Variant.Customers["gcp"].RunAsync();
        Assert.All(gcp.OfType("gcp:compute/instance:Instance"), instance =>
            Assert.Equal(IsBastion(instance) ? [] : ["customer-clients"], instance.Texts("tags"))
        );

        static bool IsBastion(Recorded machine) => machine.Name.StartsWith("bastion", StringComparison.Ordinal);
    }

    /// <summary>By the contract of each type that the stack registers: what can be tagged, is.</summary>
    [Theory]
    [InlineData("aws")]
    [InlineData("azure")]
    [InlineData("gcp")]
    public async Task Tags_OfTheCustomer_AreOnEverythingThatTakesTags(string cloud)
    {
        var run = await ExampleStacks.RunAsync($"{cloud}-byoc-example");
        using var contract = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(StackRun.Repository, "standin", "contracts", $"{cloud}.json"))
        );
        var input = cloud == "gcp" ? "labels" : "tags";
        var taggable = run
            .Resources.Values.Where(resource =>
                contract.RootElement.GetProperty("resources").TryGetProperty(resource.Type, out var type)
                && type.GetProperty("inputProperties").TryGetProperty(input, out var property)
                // On Google Cloud other things are called labels too.
                && property.GetProperty("type").GetString() == "object"
            )
            .ToList();
        Assert.True(taggable.Count > 5);

        // AWS's and Google's providers put their default on every resource that takes it; see the provider's documentation of each.
        var byDefault = cloud switch
        {
            "aws" => (string?)run.One("pulumi:providers:aws", "aws")["defaultTags"],
            "gcp" => (string?)run.One("pulumi:providers:gcp", "gcp")["defaultLabels"],
            _ => null,
        };
        foreach (var (key, value) in new[] { ("cost-center", "4711"), ("team", "data"), ("deployment", "byoc") })
        {
            if (byDefault is not null)
            {
                Assert.Contains($"\"{key}\": \"{value}\"", byDefault, StringComparison.Ordinal);
                continue;
            }

            Assert.All(taggable, resource => Assert.Equal(value, resource.Map(input)[key]));
        }
    }

    /// <summary>An input, by the names on the way to it; null if unset.</summary>
    private static object? At(Recorded resource, string path)
    {
        object? at = resource.Inputs;
        foreach (var name in path.Split('.'))
        {
            at = at switch
            {
                ImmutableDictionary<string, object> map => map.GetValueOrDefault(name),
                ImmutableSortedDictionary<string, object> inputs => inputs.GetValueOrDefault(name),
                _ => null,
            };
        }

        return at;
    }

    private static string WithoutServices(string text) =>
        text[..text.IndexOf("    services:\n", StringComparison.Ordinal)] + "    services: {}\n";

    [GeneratedRegex("\"([^\"]*/infra-stack-[^\"]*|H4sI[A-Za-z0-9+/=]+|[0-9a-f]{64})\"")]
    private static partial Regex Varying();
}
