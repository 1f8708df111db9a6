using Infra.Components.Tests.Testing;
using Pulumi;

namespace Infra.Components.Tests.Gcp;

public class GcpExampleTests
{
    private const string Example = "gcp-example";

    [Fact]
    public async Task GcpExample_AllResources_AreAsCommitted()
    {
        var run = await StackRun.OfExampleAsync(Example);

        Golden.Check(ResourceListing.Write(run), "gcp-example/resources.golden");
    }

    [Fact]
    public async Task GcpExample_Preview_RegistersTheSameResources()
    {
        var applied = await StackRun.OfExampleAsync(Example);
        var previewed = await StackRun.OfExampleAsync(Example, preview: true);

        Assert.Equal(applied.Resources.Keys, previewed.Resources.Keys);
    }

    [Fact]
    public async Task GcpExample_Outputs_AreThoseOfEveryCloud()
    {
        var run = await StackRun.OfExampleAsync(Example);

        Assert.Equal<IEnumerable<string>>(["orders-db-1", "orders-db-2", "orders-db-3"], await OutputValue.OfAsync(run.Stack.Nodes));
        Assert.Equal("10.42.2.4", (await OutputValue.OfAsync(run.Stack.PrivateAddresses))["orders-db-2"]);
        Assert.Equal("10.42.4.4:22", (await OutputValue.OfAsync(run.Stack.SshEndpoints))["orders-db-3"]);
        Assert.Equal("192.0.2.2", (await OutputValue.OfAsync(run.Stack.NatAddresses))["b"]);
        Assert.False(await Output.IsSecretAsync(run.Stack.SshEndpoints));
    }

    /// <summary>The same components as on AWS, but for the second layer of rules, which Google does not have.</summary>
    [Fact]
    public async Task GcpExample_Components_HaveTheShapeOfAws()
    {
        var (gcp, aws) = (await StackRun.OfExampleAsync(Example), await StackRun.OfAsync());

        Assert.Equal(
            Components(aws).Where(component => component != "infra:aws:ProjectFirewall acme").Order(StringComparer.Ordinal),
            Components(gcp).Select(component => component.Replace(":gcp:", ":aws:", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task GcpExample_EveryName_IsOneThatGoogleTakes()
    {
        var run = await StackRun.OfExampleAsync(Example);
        var named = run.Resources.Values.Where(resource => resource.Type.StartsWith("gcp:compute/", StringComparison.Ordinal) && resource.Inputs.ContainsKey("name")).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, resource => Assert.Matches("^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$", (string)resource["name"]!));
        Assert.All(named.GroupBy(resource => resource.Type), type => Assert.Equal(type.Count(), type.Select(resource => resource["name"]).Distinct().Count()));
        Assert.All(run.OfType("gcp:serviceaccount/account:Account"), account => Assert.Matches("^[a-z][-a-z0-9]{4,28}[a-z0-9]$", (string)account["accountId"]!));
    }

    private static IEnumerable<string> Components(StackRun run) => run.Resources.Values
        .Where(resource => resource.Type.StartsWith("infra:", StringComparison.Ordinal))
        .Select(resource => resource.Key);
}
