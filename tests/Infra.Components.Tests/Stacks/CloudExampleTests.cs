using Infra.Components.Tests.Testing;
using Pulumi;

namespace Infra.Components.Tests.Stacks;

/// <summary>What the plain example has in common on every cloud.</summary>
public class CloudExampleTests
{
    public static TheoryData<string> Clouds => ["aws", "azure", "gcp"];

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Example_AllResources_AreAsCommitted(string cloud)
    {
        var run = await StackRun.OfExampleAsync($"{cloud}-private");

        Golden.Check(ResourceListing.Write(run), $"{cloud}-private/resources.golden");
    }

    /// <summary>The stacks newcomers bring up: their nodes have public addresses, and there is no NAT gateway.</summary>
    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task CommittedExample_AllResources_AreAsCommitted(string cloud)
    {
        var run = await ExampleStacks.RunAsync($"{cloud}-example");

        Golden.Check(ResourceListing.Write(run), $"{cloud}-example/resources.golden");
        Assert.DoesNotContain(run.Resources.Keys, key =>
            key.Contains("natGateway", StringComparison.Ordinal) || key.Contains("routerNat", StringComparison.Ordinal)
        );
        Assert.Equal(3, (await OutputValue.OfAsync(run.Stack.PublicAddresses)).Count);
        Assert.Empty(await OutputValue.OfAsync(run.Stack.NatAddresses));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Example_Preview_RegistersTheSameResources(string cloud)
    {
        var applied = await StackRun.OfExampleAsync($"{cloud}-private");
        var previewed = await StackRun.OfExampleAsync($"{cloud}-private", preview: true);

        Assert.Equal(applied.Resources.Keys, previewed.Resources.Keys);
    }

    /// <summary>The last columns: the addresses by which zones a and b reach the internet. Azure allocates them in pairs.</summary>
    [Theory]
    [InlineData("aws", "192.0.2.1", "192.0.2.2")]
    [InlineData("azure", "192.0.2.0/31", "192.0.2.2/31")]
    [InlineData("gcp", "192.0.2.1", "192.0.2.2")]
    public async Task Example_Outputs_AreThoseOfEveryCloudAndNotSecret(string cloud, string a, string b)
    {
        var run = await StackRun.OfExampleAsync($"{cloud}-private");

        Assert.Equal<IEnumerable<string>>(["orders-db-1", "orders-db-2", "orders-db-3"], await OutputValue.OfAsync(run.Stack.Nodes));
        Assert.Equal("10.42.2.4", (await OutputValue.OfAsync(run.Stack.PrivateAddresses))["orders-db-2"]);
        Assert.Equal(21901, (await OutputValue.OfAsync(run.Stack.Ports))["orders-db"]["pgbouncer"]);
        Assert.Equal("10.42.4.4:22", (await OutputValue.OfAsync(run.Stack.SshEndpoints))["orders-db-3"]);
        var nat = await OutputValue.OfAsync(run.Stack.NatAddresses);
        Assert.Equal((a, b, 3), (nat["a"], nat["b"], nat.Count));
        Assert.False(await Output.IsSecretAsync(run.Stack.PrivateAddresses));
        Assert.False(await Output.IsSecretAsync(run.Stack.SshEndpoints));
        Assert.False(await Output.IsSecretAsync(run.Stack.NatAddresses));
    }

    /// <summary>
    /// The same components as on AWS, so knowing one cloud means knowing the other. Google has nothing that services share.
    /// </summary>
    [Theory]
    [InlineData("azure", null)]
    [InlineData("gcp", "infra:aws:ProjectFirewall acme")]
    public async Task Example_Components_HaveTheShapeOfAws(string cloud, string? without)
    {
        var (run, aws) = (await StackRun.OfExampleAsync($"{cloud}-private"), await StackRun.OfAsync());

        Assert.Equal(
            Components(aws).Select(component => component.Key).Where(key => key != without).Order(StringComparer.Ordinal),
            Components(run)
                .Select(component => component.Key.Replace($":{cloud}:", ":aws:", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
    }

    /// <summary>The provider is the project's own, whatever region the operator's shell is set to.</summary>
    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Example_EveryComponent_HasTheProjectsProvider(string cloud)
    {
        var run = await StackRun.OfExampleAsync($"{cloud}-private");

        Assert.NotEmpty(Components(run));
        Assert.All(Components(run).Where(component => component.Type.StartsWith($"infra:{cloud}:", StringComparison.Ordinal)), component =>
            Assert.Contains(cloud, ((ComponentResourceOptions)component.Options).Providers.Select(provider => provider.GetResourceName()))
        );
    }

    private static IEnumerable<Recorded> Components(StackRun run) =>
        run.Resources.Values.Where(resource => resource.Type.StartsWith("infra:", StringComparison.Ordinal));
}
