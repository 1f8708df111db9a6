using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Stacks;

public class PeeringTests
{
    /// <summary>Clouds, each with peerings of both modes.</summary>
    public static TheoryData<string, string> Peerings =>
        new()
        {
            { "aws", Aws.PeeringTests.OneSided },
            { "aws", Aws.PeeringTests.BothSides },
            { "azure", Azure.PeeringTests.OneSided },
            { "azure", Azure.PeeringTests.BothSides },
            { "gcp", Gcp.PeeringTests.OneSided },
            { "gcp", Gcp.PeeringTests.BothSides },
        };

    [Theory]
    [MemberData(nameof(Peerings))]
    public async Task Peering_Added_ChangesNothingBesideIt(string cloud, string peering)
    {
        var old = await StackRun.OfExampleAsync($"{cloud}-private");
        var grown = await StackRun.OfExampleAsync($"{cloud}-private", text =>
            text.Replace("    services:\n", $"    peerings:\n      {peering}\n    services:\n", StringComparison.Ordinal)
        );

        var added = grown.Resources.Keys.Except(old.Resources.Keys);
        Assert.NotEmpty(added);
        Assert.Equal(ResourceListing.Write(old), ResourceListing.Write(grown with { Resources = grown.Resources.RemoveRange(added) }));
    }
}
