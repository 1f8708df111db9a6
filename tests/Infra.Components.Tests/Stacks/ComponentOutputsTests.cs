using Infra.Components.Tests.Testing;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Components.Tests.Stacks;

/// <summary>What components register as their outputs is in the state, for everybody who may read that.</summary>
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
            // Azure's subnets of somebody else's keep their owner's group.
            if (stack != "azure-existing" || component.Type != "infra:azure:ProjectFirewall")
                Assert.NotEmpty(outputs);
            foreach (var (name, output) in outputs)
                Assert.False(await Output.IsSecretAsync(output), $"{component.Key}: {name}");
        }
    }

    /// <summary>A state would keep the SDK's word for unknown as if it were the value.</summary>
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
