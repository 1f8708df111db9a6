using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Gcp;

public class GcpExampleTests
{
    private const string Example = "gcp-private";

    [Fact]
    public async Task GcpExample_EveryName_IsOneThatGoogleTakes()
    {
        var run = await StackRun.OfExampleAsync(Example);
        var named = run
            .Resources.Values.Where(resource =>
                resource.Type.StartsWith("gcp:compute/", StringComparison.Ordinal) && resource.Inputs.ContainsKey("name")
            )
            .ToList();

        Assert.NotEmpty(named);
        Assert.All(named, resource => Assert.Matches("^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$", (string)resource["name"]!));
        Assert.All(named.GroupBy(resource => resource.Type), type =>
            Assert.Equal(type.Count(), type.Select(resource => resource["name"]).Distinct().Count())
        );
        Assert.All(run.OfType("gcp:serviceaccount/account:Account"), account =>
            Assert.Matches("^[a-z][-a-z0-9]{4,28}[a-z0-9]$", (string)account["accountId"]!)
        );
    }
}
