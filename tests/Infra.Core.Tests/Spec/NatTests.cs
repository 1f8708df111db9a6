using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Tests.Existing;

namespace Infra.Core.Tests.Spec;

/// <summary>How many NAT gateways a project has, and when it can do without any.</summary>
public sealed class NatTests
{
    private const string Private = "egress: { mirror: { to: [10.9.0.0/24], ports: [443] } }";

    [Theory]
    [InlineData("aws", "", "", null)]
    [InlineData("aws", "nat: per-zone", "", null)]
    [InlineData("aws", "nat: one", "", null)]
    [InlineData("azure", "nat: one", "", null)]
    [InlineData("gcp", "nat: per-zone", "", null)]
    [InlineData("gcp", "nat: one", "", DiagnosticCodes.NotOnThisCloud)]
    [InlineData("aws", "nat: two", "", DiagnosticCodes.UnknownWord)]
    [InlineData("aws", "nat: 1", "", DiagnosticCodes.WrongType)]
    [InlineData("local", "nat: one", "", DiagnosticCodes.NotOnThisCloud)]
    // Without any, private nodes reach nothing outside.
    [InlineData("aws", "nat: none", "", DiagnosticCodes.NoWayOut)]
    [InlineData("azure", "nat: none", "", DiagnosticCodes.NoWayOut)]
    [InlineData("gcp", "nat: none", "", DiagnosticCodes.NoWayOut)]
    [InlineData("aws", "nat: none", "publicAccess: true", null)]
    [InlineData("azure", "nat: none", "publicAccess: true", null)]
    [InlineData("gcp", "nat: none", "publicAccess: true", null)]
    [InlineData("aws", "nat: none\n    egress: {}", "", null)]
    [InlineData($"gcp", $"nat: none\n    {Private}", "", null)]
    [InlineData("aws", "nat: none\n    egress: { mirror: { to: [20.9.0.0/24], ports: [443] } }", "", DiagnosticCodes.NoWayOut)]
    [InlineData("aws", "nat: none\n    egress: { mirror: { to: [internet], ports: [443] } }", "", DiagnosticCodes.NoWayOut)]
    public void Nat_AsWritten_IsTakenOrReported(string cloud, string nat, string service, string? code)
    {
        var outcome = StackText.Compile(Text(cloud, nat, service));

        Assert.Equal(
            code ?? "",
            string.Join(' ', outcome.Diagnostics.Where(found => found.Severity == Severity.Error).Select(found => found.Code))
        );
        Assert.All(outcome.Diagnostics.Where(found => found.Severity == Severity.Error), found => Assert.Equal("nat", found.Where.Path));
    }

    [Fact]
    public void Nat_WithoutAWayOut_NamesTheNodesThatHaveNone()
    {
        var text = StackText.Replace(
            Text("aws", "nat: none", ""),
            "    services:\n",
            "    services:\n      shop: { type: postgresql, plan: startup-4, publicAccess: true, volumes: { data: 1 } }\n"
        );

        var found = Assert.Single(StackText.Compile(text).Diagnostics, found => found.Severity == Severity.Error);
        Assert.Contains("orders-db-1, orders-db-2, orders-db-3 cannot reach", found.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("shop", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nat_OfAnExistingNetwork_IsItsOwners()
    {
        var found = Assert.Single(
            StackText.Compile(ExistingNetworkText.With("    zones: 3\n", "    zones: 3\n    nat: one\n")).Diagnostics,
            found => found.Severity == Severity.Error
        );
        Assert.Equal((DiagnosticCodes.NotOurNetwork, "nat"), (found.Code, found.Where.Path));
    }

    [Fact]
    public void Nat_NotWritten_IsOneAZone() => Assert.Equal(NatMode.PerZone, StackText.Plan(StackText.On("aws", "eu-west-1")).Spec.Nat);

    private static string Text(string cloud, string nat, string service)
    {
        var region = cloud switch
        {
            "azure" => "westeurope",
            "gcp" => "europe-west1",
            "aws" => "eu-west-1",
            _ => "local",
        };
        var text = cloud == "local" ? StackText.Good : StackText.On(cloud, region);
        text = StackText.Replace(text, "    zones: 3\n", nat.Length == 0 ? "    zones: 3\n" : $"    zones: 3\n    {nat}\n");
        return StackText.Replace(text, "        mesh: wireguard\n", service.Length == 0 ? "" : $"        {service}\n");
    }
}
