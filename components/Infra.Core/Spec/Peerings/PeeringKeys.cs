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

    internal static IReadOnlyCollection<string> RequiredFor(CloudKind cloud) => [Cidrs, .. Form(cloud).Required];

    internal static IReadOnlyCollection<string> For(CloudKind cloud) => [.. Common, .. Form(cloud).Keys];

    /// <summary>The one cloud in whose terms a key speaks; null for a key of several, or of none.</summary>
    internal static CloudKind? OwnerOf(string key)
    {
        // A region is everyone's word, though only AWS needs it here.
        var owners = CloudRegistry.All.Where(cloud => key != "region" && cloud.Peering?.Keys.Contains(key) == true).ToArray();
        return owners.Length == 1 ? owners[0].Kind : null;
    }

    /// <exception cref="InvalidOperationException">A cloud without peerings.</exception>
    internal static PeeringForm Form(CloudKind cloud) =>
        CloudRegistry.Of<IStackFileRules>(cloud).Peering ?? throw new InvalidOperationException($"No peerings on {cloud}.");

    /// <summary>Thrown where the schema does not know a key that the reader takes.</summary>
    internal static InvalidOperationException NotInSchema(string key) => new($"The schema does not know a peering's key '{key}' yet.");
}
