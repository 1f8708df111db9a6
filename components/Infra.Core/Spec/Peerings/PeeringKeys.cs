using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Spec.Peerings;

/// <summary>The keys of a peering: those of every cloud, and those by which each cloud names the other side.</summary>
internal static class PeeringKeys
{
    internal const string Cidrs = "cidrs";
    internal const string Mode = "mode";
    internal const string Provider = "provider";
    internal const string AssumeRole = "assumeRole";

    private static readonly string[] Common = [Provider, Cidrs, Mode];

    private static readonly ImmutableDictionary<CloudKind, ImmutableArray<string>> Own = new Dictionary<CloudKind, ImmutableArray<string>>
    {
        [CloudKind.Aws] = ["account", "vpc", "region", AssumeRole],
        [CloudKind.Azure] = ["tenant", "subscription", "resourceGroup", "virtualNetwork", "app"],
        [CloudKind.Gcp] = ["project", "network"],
    }.ToImmutableDictionary();

    // Of one's own words those that the other side cannot be found without, in whichever way it is written.
    private static readonly ImmutableDictionary<CloudKind, ImmutableArray<string>> Demanded = new Dictionary<
        CloudKind,
        ImmutableArray<string>
    >
    {
        [CloudKind.Aws] = ["account", "vpc"],
        [CloudKind.Azure] = ["tenant", "virtualNetwork"],
        [CloudKind.Gcp] = ["project", "network"],
    }.ToImmutableDictionary();

    internal static IReadOnlyCollection<string> RequiredFor(CloudKind cloud) => [Cidrs, .. Demanded[cloud]];

    internal static IReadOnlyCollection<string> For(CloudKind cloud) => [.. Common, .. Own[cloud]];

    /// <summary>The one cloud in whose terms a key speaks; null for a key of several, or of none.</summary>
    internal static CloudKind? OwnerOf(string key) =>
        // A region is everyone's word, though only AWS needs it here.
        key == "region"
            ? null
            : Own.Where(cloud => cloud.Value.Contains(key)).Select(cloud => (CloudKind?)cloud.Key).SingleOrDefault();
}
