using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Tests.Existing;

namespace Infra.Core.Tests.Spec.Access;

/// <summary>Which networks may reach nodes' SSH, by the way in.</summary>
public sealed class SshSourcesTests
{
    [Theory]
    [InlineData("aws", "", "20.51.100.0/28")]
    [InlineData("aws", "tunnelSources: [instance-connect]", "10.77.12.0/25 10.77.12.128/26 20.51.100.0/28")]
    [InlineData("azure", "tunnelSources: [azure-bastion]", "10.77.13.128/25 20.51.100.0/28")]
    [InlineData("gcp", "tunnelSources: [iap]", "20.51.100.0/28 35.235.240.0/20")]
    [InlineData("gcp", "tunnelSources: [10.9.0.16/28, iap, 10.9.0.0/28]", "10.9.0.0/27 20.51.100.0/28 35.235.240.0/20")]
    [InlineData("aws", "tunnelSources: [10.77.13.192/28]", "10.77.13.192/28 20.51.100.0/28")]
    public void Sources_OfTheFile_AreWhatThePolicyAdmitsToSsh(string cloud, string line, string sources)
    {
        var policy = StackText.Plan(Text(cloud, line)).Policy;

        Assert.Equal(sources, Of<FlowPurpose.Management>(policy));
        // The platform's own port has nothing to do with tunnels.
        Assert.Equal("20.51.100.0/28", Of<FlowPurpose.Platform>(policy));
    }

    [Theory]
    [InlineData("10.77.0.0/21", true)]
    [InlineData("10.77.0.0/22", false)]
    public void AzureBastion_InANarrowNetwork_HasNoPlace(string cidr, bool isTaken)
    {
        var text = StackText.Replace(Text("azure", "tunnelSources: [azure-bastion]"), "10.77.0.0/20", cidr);
        var found = StackText.Compile(text).Diagnostics.Where(found => found.Severity == Severity.Error).ToArray();

        Assert.Equal(isTaken ? "" : $"{DiagnosticCodes.BadTunnelSource} tunnelSources[0]", string.Join(' ', found.Select(At)));
    }

    [Fact]
    public void InstanceConnect_InAnExistingNetwork_IsWrittenAsItsSubnet()
    {
        var word = StackText.Compile(ExistingNetworkText.With("    zones: 3\n", "    zones: 3\n    tunnelSources: [instance-connect]\n"));
        var cidr = StackText.Compile(ExistingNetworkText.With("    zones: 3\n", "    zones: 3\n    tunnelSources: [10.200.9.0/28]\n"));

        Assert.Equal(
            $"{DiagnosticCodes.BadTunnelSource} tunnelSources[0]",
            At(Assert.Single(word.Diagnostics, found => found.Severity == Severity.Error))
        );
        Assert.DoesNotContain(cidr.Diagnostics, found => found.Severity == Severity.Error);
    }

    private static string At(Diagnostic found) => $"{found.Code} {found.Where.Path}";

    private static string Of<T>(NetworkPolicy policy)
        where T : FlowPurpose.FromOutside => string.Join(' ', policy.Flows.Select(flow => flow.Purpose).OfType<T>().First().Sources);

    private static string Text(string cloud, string line) =>
        StackText.Replace(
            StackText.On(
                cloud,
                cloud switch
                {
                    "azure" => "westeurope",
                    "gcp" => "europe-west1",
                    _ => "eu-west-1",
                }
            ),
            "    zones: 3\n",
            line.Length == 0 ? "    zones: 3\n" : $"    zones: 3\n    {line}\n"
        );
}
