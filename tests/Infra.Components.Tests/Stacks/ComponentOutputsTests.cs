using Infra.Components.Tests.Testing;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Components.Tests.Stacks;

/// <summary>Components' registered outputs are in the state, visible to anyone who may read it.</summary>
public class ComponentOutputsTests
{
    public static TheoryData<string> Stacks => [.. ExampleStacks.Names.Concat(Variant.All.Select(variant => variant.Name))];

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task EveryComponent_RegistersOutputs_OfWhichNoneIsSecret(string stack)
    {
        var run = await Variant.RunAsync(stack);

        foreach (var component in run.Resources.Values.Where(resource => resource.Type.StartsWith("infra:", StringComparison.Ordinal)))
        {
            var outputs = run.Mocks.Registered[(component.Type, component.Name)];
            // On Azure, an existing network's subnets keep their owner's group.
            if (stack != "azure-existing" || component.Type != "infra:azure:ProjectFirewall")
                Assert.NotEmpty(outputs);
            foreach (var (name, output) in outputs)
                Assert.False(await Output.IsSecretAsync(output), $"{component.Key}: {name}");
        }
    }

    /// <summary>The state would keep the SDK's "unknown" marker as if it were the value.</summary>
    [Theory]
    [InlineData("aws-example")]
    [InlineData("aws-peering-example")]
    [InlineData("azure-public")]
    [InlineData("gcp-public")]
    [InlineData("gcp-peerings")]
    [InlineData("local")]
    public async Task EverythingLeftOut_NoOutputIsUnknown(string stack)
    {
        var run = await Variant.RunAsync(stack, new CloudMocks { LeftOut = (_, _) => true });

        Assert.Contains(run.Mocks.Registered.Keys, component => component.Type.EndsWith(":ServiceNode", StringComparison.Ordinal));
        foreach (var (component, outputs) in run.Mocks.Registered)
        {
            foreach (var (name, output) in outputs)
                Assert.True(await OutputUtilities.GetIsKnownAsync(output), $"{component}: {name}");
        }
    }
}
