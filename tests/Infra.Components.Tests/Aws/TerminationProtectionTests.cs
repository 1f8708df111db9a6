using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Aws;

public class TerminationProtectionTests
{
    private const string Instance = "aws:ec2/instance:Instance";

    [Fact]
    public async Task Protected_Instances_AreRefusedToOthersAndGivenUpByThePlan()
    {
        var run = await StackRun.OfAsync(Protected);

        Assert.Equal(3, run.OfType(Instance).Count());
        Assert.All(run.OfType(Instance), instance =>
        {
            Assert.Equal(true, instance["disableApiTermination"]);
            // A stop empties volumes just as a termination does.
            Assert.Equal(true, instance["disableApiStop"]);
            // Without it the provider refuses a replacement too; with it, it clears the flag first.
            Assert.Equal(true, instance["forceDestroy"]);
            // Replacing includes deleting: a protected instance could never have a next generation.
            Assert.NotEqual(true, instance.Options.Protect);
        });
        // And nothing in the plan stops an instance: a stop would be refused.
        Assert.All(run.OfType("aws:ec2/volumeAttachment:VolumeAttachment"), attachment =>
            Assert.Equal((true, null), (attachment["skipDestroy"], attachment["stopInstanceBeforeDetaching"]))
        );
    }

    [Fact]
    public async Task Protected_WhatIsNeverReplaced_StopsADestroy()
    {
        var run = await StackRun.OfAsync(Protected);

        var held = run.Resources.Values.Where(resource => resource.Options.Protect == true).Select(resource => resource.Key);
        Assert.Equal(["aws:ec2/securityGroup:SecurityGroup orders-db", "aws:ec2/vpc:Vpc acme"], held);
    }

    [Fact]
    public async Task NotProtected_Nothing_IsHeld()
    {
        var run = await StackRun.OfAsync();

        Assert.DoesNotContain(run.Resources.Values, resource => resource.Options.Protect == true);
        Assert.All(run.OfType(Instance), instance =>
            Assert.Equal((false, false), (instance["disableApiTermination"], instance["disableApiStop"]))
        );
    }

    private static string Protected =>
        StackRun.ExampleStack.Replace("    zones: 3\n", "    zones: 3\n    terminationProtection: true\n", StringComparison.Ordinal);
}
