using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Stacks;

/// <summary><c>pulumi up --target</c> and <c>--exclude</c>: excluded resources have no outputs, and the program still runs.</summary>
[Trait("Category", "Long")]
public class LeftOutResourcesTests
{
    public static TheoryData<string> Stacks => [.. ExampleStacks.Names.Concat(Variant.All.Select(variant => variant.Name))];

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Stack_AnyTypeLeftOut_RunsToItsEnd(string stack)
    {
        var types = (await Variant.RunAsync(stack))
            .Resources.Values.Where(resource => resource.Options is Pulumi.CustomResourceOptions)
            .Select(resource => resource.Type)
            .Distinct()
            .ToArray();
        Assert.Contains("command:remote:Command", types);

        foreach (var type in types.Append("any"))
            await RunWithoutAsync(stack, (left, _) => type == "any" || left == type);
    }

    [Fact]
    public async Task Identity_LeftOut_ItsNodeIsMissingInTheOutputsAndNoOther()
    {
        var run = await RunWithoutAsync("aws-example", (_, name) => name == "orders-db-2-identity");

        Assert.Equal(["orders-db-1", "orders-db-3"], await KeysAsync(run.Stack.HostKeys));
        Assert.Equal(["orders-db-1", "orders-db-2", "orders-db-3"], await KeysAsync(run.Stack.PrivateAddresses));
        // Without all its peers' keys there is no bundle; an empty one would cut the node off.
        Assert.False(run.One("command:remote:Command", "orders-db-1-push").Inputs.ContainsKey("stdin"));
    }

    [Fact]
    public async Task Everything_LeftOut_OutputsAreEmpty()
    {
        var run = await RunWithoutAsync("aws-peering-example", (_, _) => true);

        Assert.Empty(await KeysAsync(run.Stack.HostKeys));
        Assert.Empty(await KeysAsync(run.Stack.SshEndpoints));
        Assert.Empty(await KeysAsync(run.Stack.NatAddresses));
        Assert.Empty(await KeysAsync(run.Stack.PublicAddresses));
        Assert.Empty((await OutputValue.OfAsync(run.Stack.Peerings)).Keys);
    }

    private static Task<StackRun> RunWithoutAsync(string stack, Func<string, string, bool> leftOut)
    {
        var existing = Variant.All.SingleOrDefault(variant => variant.Name == stack)?.Found
            ?? ImmutableDictionary<string, ImmutableDictionary<string, object>>.Empty;
        return Variant.RunAsync(stack, new CloudMocks { Existing = existing, LeftOut = leftOut });
    }

    private static async Task<string[]> KeysAsync<T>(Pulumi.Output<ImmutableDictionary<string, T>> output) =>
        [.. (await OutputValue.OfAsync(output)).Keys.Order(StringComparer.Ordinal)];
}
