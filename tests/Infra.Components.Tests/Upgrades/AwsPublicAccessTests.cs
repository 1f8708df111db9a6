using Infra.Components.Tests.Testing;
using Infra.Core;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;

namespace Infra.Components.Tests.Upgrades;

/// <summary>
/// On AWS a node's subnet depends on whether it has a public address, and a node keeps its subnet for life: an edit of public access
/// moves no VM, and replacing one moves that one.
/// </summary>
public sealed class AwsPublicAccessTests
{
    private const string Names = "    dns: { zone: db.example.com, hostedZoneId: Z0EXAMPLE, ttl: 60 }\n";
    private const string Instance = "aws:ec2/instance:Instance";
    private static readonly string Private = StackRun.ExampleStack.Replace(
        "    zones: 3\n",
        $"    zones: 3\n{Names}",
        StringComparison.Ordinal
    );
    private static readonly string Public = Private.TrimEnd('\n') + "\n        publicAccess: true\n";
    private static readonly string Closed = Private.TrimEnd('\n') + "\n        publicAccess: false\n";

    [Fact]
    public async Task PublicAccess_TurnedOnAndOff_ChangesNoResource()
    {
        var before = await StackRun.OfAsync(Private);
        var on = await StackRun.OfAsync(Public, before.LockText);
        var off = await StackRun.OfAsync(Closed, on.LockText);

        Assert.Equal(ResourceListing.Write(before), ResourceListing.Write(on));
        Assert.Equal(ResourceListing.Write(before), ResourceListing.Write(off));
        Assert.Equal(3, Warnings(Public, before.LockText));
        Assert.Equal(0, Warnings(Closed, before.LockText));
    }

    [Fact]
    public async Task PublicService_Added_TouchesNothingOfTheOthersButTheEndpointsTables()
    {
        var before = await StackRun.OfAsync();
        var with = await StackRun.OfAsync(
            StackChange
                .To(StackRun.ExampleStack)
                .Single(change => change.Name == "a service with public addresses")
                .Add(StackRun.ExampleStack),
            before.LockText
        );

        Assert.Contains($"{Instance} z-last-1", with.Resources.Keys);
        Assert.Equal(["aws:ec2/vpcEndpoint:VpcEndpoint acme-s3"], RunDifference.Of(before, with));
        Assert.Empty(Footprint.Of(before).ReplacedBy(Footprint.Of(with)));
        Assert.Empty(Footprint.Of(before).GoneIn(Footprint.Of(with)));
    }

    [Fact]
    public async Task Replace_OfOneNode_MovesThatNodeAlone()
    {
        var before = await StackRun.OfAsync(Public, (await StackRun.OfAsync(Private)).LockText);
        var locked = Replaced(Public, before.LockText, "orders-db-2");
        var after = await StackRun.OfAsync(Public, locked);

        var replaced = Footprint.Of(before).ReplacedBy(Footprint.Of(after)).ToArray();
        Assert.Contains(
            "infra:aws:ServiceNode$aws:ec2/instance:Instance::orders-db-2: associatePublicIpAddress: false -> (none); "
                + "privateIp: \"10.42.2.4\" -> \"10.42.14.69\"; subnetId: \"acme-workload-b-id\" -> \"acme-exposed-b-id\"",
            replaced
        );
        Assert.All(replaced, line => Assert.Contains("::orders-db-2", line, StringComparison.Ordinal));
        Assert.Equal(
            ["infra:aws:ServiceNode$aws:ebs/volume:Volume::orders-db-2-data-g1"],
            Footprint.Of(before).GoneIn(Footprint.Of(after))
        );
        Assert.Equal(["orders-db-2"], (await OutputValue.OfAsync(after.Stack.PublicAddresses)).Keys);
        Assert.Equal(
            ["aws:route53/record:Record public-orders-db-2.a", "aws:route53/record:Record public-orders-db.a"],
            after.Resources.Keys.Except(before.Resources.Keys).Where(key => key.Contains("Record", StringComparison.Ordinal))
        );
        Assert.Equal(2, Warnings(Public, locked));
        Assert.DoesNotContain(RunDifference.Of(before, after), key => key is $"{Instance} orders-db-1" or $"{Instance} orders-db-3");
    }

    [Fact]
    public async Task PublicAccess_TurnedOffForExposedNodes_TakesTheNamesAndNothingElse()
    {
        var exposed = await StackRun.OfAsync(Public, lockText: "");
        var closed = await StackRun.OfAsync(Closed, exposed.LockText);

        Assert.Equal(
            ["orders-db-1", "orders-db-2", "orders-db-3", "orders-db"],
            exposed.Resources.Keys.Except(closed.Resources.Keys).Select(key => key.Split(" public-")[1][..^".a".Length])
        );
        Assert.Empty(closed.Resources.Keys.Except(exposed.Resources.Keys));
        Assert.Empty(RunDifference.Of(exposed, closed));
        Assert.Equal(3, Warnings(Closed, exposed.LockText));

        // One moves to where it has no address, and the others stay.
        var back = await StackRun.OfAsync(Closed, Replaced(Closed, closed.LockText, "orders-db-1"));
        Assert.Equal("acme-workload-a-id", back.One(Instance, "orders-db-1")["subnetId"]);
        Assert.Equal(
            ["orders-db-2", "orders-db-3"],
            (await OutputValue.OfAsync(back.Stack.PublicAddresses)).Keys.Order(StringComparer.Ordinal)
        );
        Assert.All(Footprint.Of(closed).ReplacedBy(Footprint.Of(back)), line =>
            Assert.Contains("::orders-db-1", line, StringComparison.Ordinal)
        );
    }

    /// <summary>How many nodes are reported as staying where they are.</summary>
    private static int Warnings(string text, string lockText) =>
        Compile(text, lockText).Diagnostics.Count(diagnostic => diagnostic.Code == DiagnosticCodes.NodeStaysInItsSubnet);

    private static string Replaced(string text, string lockText, params string[] nodes) => NextGeneration.Of(text, lockText, nodes);

    private static Outcome<ProjectPlan> Compile(string text, string lockText) =>
        ProjectCompiler.Compile(new StackSource(text, "Pulumi.test.yaml"), new LockSource(lockText, "test.lock.yaml", LockMode.Extend));
}
