using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Tests.Spec;

public class MeshTests
{
    [Theory]
    [InlineData("wireguard", MeshKind.WireGuard, true, false, false)]
    [InlineData("wireguard+ipsec", MeshKind.WireGuardAcceptingIPsec, true, true, false)]
    [InlineData("ipsec+wireguard", MeshKind.IPsecAcceptingWireGuard, true, true, true)]
    [InlineData("ipsec", MeshKind.IPsec, false, true, true)]
    public void Mesh_OfEachWord_HasTheseAndSendsByTheFirst(string word, MeshKind kind, bool wireGuard, bool ipsec, bool sendsByIPsec)
    {
        var mesh = StackText.Plan(StackText.With("mesh: wireguard", $"mesh: {word}")).Spec.Services["orders-db"].Mesh;
        Assert.Equal((kind, wireGuard, ipsec, sendsByIPsec), (mesh, mesh.HasWireGuard(), mesh.HasIPsec(), mesh.SendsByIPsec()));
    }

    [Fact]
    public void Mesh_LeftOut_IsWireGuard() =>
        Assert.Equal(MeshKind.WireGuard, StackText.Plan(StackText.With("        mesh: wireguard\n", "")).Spec.Services["orders-db"].Mesh);

    [Theory]
    [InlineData("wireguard+ipsec", "'mesh: ipsec+wireguard'", "'mesh: wireguard'")]
    [InlineData("ipsec+wireguard", "'mesh: ipsec'", "'mesh: wireguard+ipsec'")]
    public void Mesh_Between_WarnsAndNamesBothWaysOut(string word, string on, string back)
    {
        var found = Assert.Single(StackText.Compile(StackText.With("mesh: wireguard", $"mesh: {word}")).Diagnostics);
        Assert.Equal((DiagnosticCodes.MeshBetween, Severity.Warning, 15), (found.Code, found.Severity, found.Where.Line));
        Assert.Contains(on, found.Remedy, StringComparison.Ordinal);
        Assert.Contains(back, found.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wireguard")]
    [InlineData("ipsec")]
    public void Mesh_AtEitherEnd_SaysNothing(string word) =>
        Assert.Empty(StackText.Compile(StackText.With("mesh: wireguard", $"mesh: {word}")).Diagnostics);
}
