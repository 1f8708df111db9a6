using Infra.Components.Tests.Testing;
using Pulumi;

namespace Infra.Components.Tests.Upgrades;

/// <summary>
/// A running project survives additions to its stack file, their removal, reordering, and a new version of this program: no resource that
/// stays is replaced. Those that would be are named.
/// </summary>
public class UpgradeTests
{
    // What firewalls consist of, on the three clouds.
    private static readonly string[] Rules =
    [
        "aws:ec2/managedPrefixList:ManagedPrefixList",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "azure:network/networkSecurityRule:NetworkSecurityRule",
        "gcp:compute/firewall:Firewall",
    ];

    public static TheoryData<string> CloudStacks =>
        [.. ExampleStacks.Plain.Where(stack => !stack.EndsWith("local", StringComparison.Ordinal))];

    public static TheoryData<string> AllCloudStacks =>
        [
            .. ExampleStacks.Names.Where(stack => !stack.EndsWith("local", StringComparison.Ordinal)),
            .. Variant.Public.Values.Select(variant => variant.Name).Order(StringComparer.Ordinal),
        ];

    public static TheoryData<string, string> Changes
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var stack in ExampleStacks.Plain)
            {
                foreach (var change in StackChange.To(ExampleStacks.Text(stack)))
                    all.Add(stack, change.Name);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Change_MadeAndTakenBack_ReplacesNothing(string stack, string change)
    {
        var text = ExampleStacks.Text(stack);
        var made = StackChange.To(text).Single(known => known.Name == change);
        var before = await ExampleStacks.RunAsync(stack);
        var with = await StackRun.OfAsync(made.Add(text), before.LockText);
        var after = await StackRun.OfAsync(
            text,
            made.Removed is { } name ? NextGeneration.Without(text, with.LockText, name) : with.LockText
        );

        var (old, grown, again) = (Footprint.Of(before), Footprint.Of(with), Footprint.Of(after));
        Assert.Empty(old.ReplacedBy(grown));
        Assert.DoesNotContain(old.GoneIn(grown), urn => !(made.MovesRules && IsRule(urn)));
        Assert.Empty(grown.ReplacedBy(again));
        Assert.Equal(old.Resources.Keys, again.Resources.Keys);
    }

    [Theory]
    [MemberData(nameof(CloudStacks))]
    public async Task Zone_MadeAndTakenBack_ReplacesNothing(string stack)
    {
        var three = ExampleStacks.Text(stack);
        var two = three.Replace("zones: 3", "zones: 2", StringComparison.Ordinal);
        Assert.NotEqual(three, two);
        var before = await StackRun.OfAsync(two, lockText: "");
        var with = await StackRun.OfAsync(three, before.LockText);
        var after = await StackRun.OfAsync(two, with.LockText);

        var (old, grown, again) = (Footprint.Of(before), Footprint.Of(with), Footprint.Of(after));
        Assert.NotEqual(old.Resources.Keys, grown.Resources.Keys);
        Assert.Empty(old.ReplacedBy(grown));
        Assert.Empty(old.GoneIn(grown));
        Assert.Empty(grown.ReplacedBy(again));
    }

    [Theory]
    [MemberData(nameof(CloudStacks))]
    public async Task OtherOrder_OfEverything_ChangesNothing(string stack)
    {
        var run = await ExampleStacks.RunAsync(stack);
        string Written(string sources, string operators, string first, string last) =>
            ExampleStacks
                .Text(stack)
                .Replace("[10.7.0.0/16]", $"[{sources}]", StringComparison.Ordinal)
                .Replace("[198.51.100.0/28]", $"[{operators}]", StringComparison.Ordinal)
                .Replace("    services:\n", $"    services:\n{Service(first)}{Service(last)}", StringComparison.Ordinal);

        var one = await StackRun.OfAsync(
            Written("10.1.0.0/16, 10.7.0.0/16", "192.0.2.0/28, 198.51.100.0/28", "a-first", "z-last"),
            run.LockText
        );
        var other = await StackRun.OfAsync(
            Written("10.7.0.0/16, 10.1.0.0/16", "198.51.100.0/28, 192.0.2.0/28", "z-last", "a-first"),
            one.LockText
        );

        Assert.Equal(ResourceListing.Write(one), ResourceListing.Write(other));
    }

    [Theory]
    [MemberData(nameof(AllCloudStacks))]
    public async Task NewVersion_OfTheProgram_ReplacesAndRemovesNothing(string stack)
    {
        var now = Footprint.Of(await Variant.RunAsync(stack));

        // First what matters, by name; then everything, so that additions are kept from now on.
        if (!Golden.Updates)
        {
            var then = Footprint.Parse(Golden.Read($"{stack}/footprint.golden"));
            Assert.Empty(then.ReplacedBy(now));
            Assert.Empty(then.GoneIn(now));
        }

        Golden.Check(now.ToString(), $"{stack}/footprint.golden");
    }

    [Theory]
    [InlineData(
        "cidr: 10.42.0.0/20",
        "cidr: 10.43.0.0/20",
        "infra:aws:ProjectNetwork$aws:ec2/vpc:Vpc::acme: cidrBlock: \"10.42.0.0/20\" -> \"10.43.0.0/20\""
    )]
    [InlineData(
        "data: 100",
        "data: 50",
        "infra:aws:ServiceNode$aws:ec2/instance:Instance::orders-db-1: privateIp: \"10.42.0.4\" -> \"10.42.0.5\""
    )]
    [InlineData(
        "plan: business-8",
        "plan: business-16",
        "infra:aws:ServiceNode$aws:ec2/instance:Instance::orders-db-1: instanceType: \"m6i.large\" -> \"m6i.xlarge\"; "
            + "privateIp: \"10.42.0.4\" -> \"10.42.0.5\""
    )]
    public async Task Change_ThatReplaces_IsNamed(string before, string after, string expected)
    {
        var old = await StackRun.OfAsync();
        var text = StackRun.ExampleStack.Replace(before, after, StringComparison.Ordinal);
        var lockText = before.StartsWith("cidr", StringComparison.Ordinal) ? "" : NextGeneration.Of(text, old.LockText);
        var changed = await StackRun.OfAsync(text, lockText);

        Assert.Contains(expected, Footprint.Of(old).ReplacedBy(Footprint.Of(changed)));
    }

    /// <summary>A change that requires a new VM waits for the operator's request; meanwhile other edits are applied.</summary>
    [Theory]
    [MemberData(nameof(CloudStacks))]
    public async Task OtherSize_ByItself_ReplacesAndRemovesNothing(string stack)
    {
        var old = await ExampleStacks.RunAsync(stack);
        var text = ExampleStacks
            .Text(stack)
            .Replace("plan: business-8", "plan: business-16", StringComparison.Ordinal)
            .Replace("data: 100", "data: 50, wal: 10", StringComparison.Ordinal);
        var sized = await StackRun.OfAsync(text, old.LockText);
        var opened = await StackRun.OfAsync(
            text.Replace("10.7.0.0/16", "10.7.0.0/16, 10.9.0.0/16", StringComparison.Ordinal),
            old.LockText
        );

        Assert.Equal(ResourceListing.Write(old), ResourceListing.Write(sized));
        Assert.Empty(Footprint.Of(old).ReplacedBy(Footprint.Of(opened)));
        Assert.Empty(Footprint.Of(old).GoneIn(Footprint.Of(opened)));
        Assert.NotEmpty(RunDifference.Of(old, opened));
    }

    // Pulumi's bridge deletes explicitly named resources first, even if the name changes (nameRequiresDeleteBeforeReplace,
    // https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go), unless the program opts out.
    [Theory]
    [InlineData(
        "azure-private",
        "azure:compute/linuxVirtualMachine:LinuxVirtualMachine",
        "azure:network/networkInterface:NetworkInterface"
    )]
    [InlineData("gcp-private", "gcp:compute/instance:Instance")]
    public async Task NextGeneration_OfWhatHasAName_IsMadeBeforeTheOldOneGoes(string stack, params string[] types)
    {
        var old = await ExampleStacks.RunAsync(stack);
        var text = ExampleStacks.Text(stack);
        var larger = text.Replace("plan: business-8", "plan: business-16", StringComparison.Ordinal);
        Assert.NotEqual(text, larger);
        var next = await StackRun.OfAsync(larger, NextGeneration.Of(larger, old.LockText));

        var replaced = next
            .Resources.Values.Where(resource =>
                resource.GivenInputs.Contains("name")
                && old.Resources.TryGetValue(resource.Key, out var before)
                && !ReplacingInputs.All.Of(resource).SequenceEqual(ReplacingInputs.All.Of(before))
            )
            .ToList();
        Assert.Equal(types, replaced.Select(resource => resource.Type).Distinct().Order(StringComparer.Ordinal));
        Assert.All(replaced, resource => Assert.Equal(false, ((CustomResourceOptions)resource.Options).DeleteBeforeReplace));
    }

    // Google's provider creates another disk if a size is set back to a smaller one: with create-before-destroy that fails, and the
    // volume stays.
    [Fact]
    public async Task GcpVolume_PutBackToASmallerSize_IsNotDeletedFirst()
    {
        var disks = (await ExampleStacks.RunAsync("gcp-private"))
            .Resources.Values.Where(resource => resource.Type == "gcp:compute/disk:Disk")
            .ToList();

        Assert.NotEmpty(disks);
        Assert.All(disks, disk => Assert.Equal(false, ((CustomResourceOptions)disk.Options).DeleteBeforeReplace));
    }

    [Fact]
    public async Task Footprint_WrittenAndRead_IsTheSame()
    {
        var footprint = Footprint.Of(await StackRun.OfAsync());

        Assert.Equal(footprint.ToString(), Footprint.Parse(footprint.ToString()).ToString());
    }

    // On AWS a rule about the internet has its own group; a service's own group must stay.
    private static bool IsRule(string urn) =>
        Rules.Any(rule => urn.Contains($"${rule}::", StringComparison.Ordinal))
        || (
            urn.Contains("$aws:ec2/securityGroup:SecurityGroup::", StringComparison.Ordinal)
            && urn.EndsWith(".internet", StringComparison.Ordinal)
        );

    private static string Service(string name) =>
        $"      {name}:\n        type: postgresql\n        plan: business-4\n        nodes: 2\n        mesh: wireguard\n"
        + "        allowedSources: [10.8.0.0/16]\n        volumes: { data: 10 }\n";
}
