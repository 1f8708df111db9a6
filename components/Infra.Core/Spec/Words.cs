using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Byoc;
using Infra.Core.Spec.Peerings;

namespace Infra.Core.Spec;

/// <summary>The stack file's keywords and what they mean.</summary>
public static class Words
{
    /// <summary>The clouds' keywords; computed on each call, since a test may register another cloud.</summary>
    public static ImmutableSortedDictionary<string, CloudKind> Clouds =>
        CloudRegistry.All.ToImmutableSortedDictionary(cloud => cloud.Word, cloud => cloud.Kind, StringComparer.Ordinal);

    public static ImmutableSortedDictionary<string, DeploymentModel> Deployments { get; } =
        Table(("standard", DeploymentModel.Standard), ("byoc", DeploymentModel.Byoc), ("ece", DeploymentModel.Ece));

    public static ImmutableSortedDictionary<string, Exposure> Exposures { get; } =
        Table(("private", Exposure.Private), ("public", Exposure.Public));

    public static ImmutableSortedDictionary<string, MeshKind> Meshes { get; } =
        Table(
            ("wireguard", MeshKind.WireGuard),
            ("wireguard+ipsec", MeshKind.WireGuardAcceptingIPsec),
            ("ipsec+wireguard", MeshKind.IPsecAcceptingWireGuard),
            ("ipsec", MeshKind.IPsec)
        );

    /// <summary>Transport protocols that a destination can name.</summary>
    public static ImmutableSortedDictionary<string, IpProtocol> Transports { get; } =
        Table(("tcp", IpProtocol.Tcp), ("udp", IpProtocol.Udp));

    public static ImmutableSortedDictionary<string, PeeringMode> PeeringModes { get; } =
        Table(("one-sided", PeeringMode.OneSided), ("both-sides", PeeringMode.BothSides));

    public static ImmutableSortedDictionary<string, NatMode> NatModes { get; } =
        Table(("per-zone", NatMode.PerZone), ("one", NatMode.One), ("none", NatMode.None));

    public static ImmutableSortedDictionary<string, AccessMode> AccessModes { get; } =
        Table(("direct", AccessMode.Direct), ("bastion", AccessMode.Bastion), ("endpoints", AccessMode.Endpoints));

    public static ImmutableSortedDictionary<string, BastionCount> BastionCounts { get; } =
        Table(("one", BastionCount.One), ("per-zone", BastionCount.PerZone));

    /// <summary>The stack file's keyword for a cloud.</summary>
    public static string Of(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).Word;

    /// <summary>A cloud's name in a sentence, as the subject of "supports" or "has".</summary>
    public static string Title(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).Title;

    /// <summary>The same at the beginning of a sentence.</summary>
    internal static string Opening(CloudKind cloud) => Title(cloud) is var title ? $"{char.ToUpperInvariant(title[0])}{title[1..]}" : "";

    /// <summary>The stack file's keyword for a deployment model.</summary>
    public static string Of(DeploymentModel deployment) => Deployments.First(word => word.Value == deployment).Key;

    /// <summary>The stack file's keyword for a kind of mesh.</summary>
    public static string Of(MeshKind mesh) => Meshes.First(word => word.Value == mesh).Key;

    /// <summary>The stack file's keyword for a way in.</summary>
    public static string Of(AccessMode mode) => AccessModes.First(word => word.Value == mode).Key;

    /// <summary>The stack file's keyword for a peering's mode.</summary>
    public static string Of(PeeringMode mode) => PeeringModes.First(word => word.Value == mode).Key;

    private static ImmutableSortedDictionary<string, T> Table<T>(params (string Word, T Value)[] words) =>
        words.ToImmutableSortedDictionary(word => word.Word, word => word.Value, StringComparer.Ordinal);
}
