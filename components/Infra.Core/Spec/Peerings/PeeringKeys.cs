using Infra.Core.Clouds;

namespace Infra.Core.Spec.Peerings;

/// <summary>The keys of a peering: the common ones, and those by which each cloud identifies the other side.</summary>
internal static class PeeringKeys
{
    internal const string Cidrs = "cidrs";
    internal const string Mode = "mode";
    internal const string Provider = "provider";
    internal const string AssumeRole = "assumeRole";

    private static readonly string[] Common = [Provider, Cidrs, Mode];

    internal static IReadOnlyCollection<string> RequiredFor(CloudKind cloud) => [Cidrs, .. Form(cloud).Required];

    internal static IReadOnlyCollection<string> For(CloudKind cloud) => [.. Common, .. Form(cloud).Keys];

    /// <summary>The only cloud that uses a key; null if several do, or none.</summary>
    internal static CloudKind? OwnerOf(string key)
    {
        // 'region' is a general term, though only AWS needs it here.
        var owners = CloudRegistry.All.Where(cloud => key != "region" && cloud.Peering?.Keys.Contains(key) == true).ToArray();
        return owners.Length == 1 ? owners[0].Kind : null;
    }

    /// <exception cref="InvalidOperationException">The cloud has no peerings.</exception>
    internal static PeeringForm Form(CloudKind cloud) =>
        CloudRegistry.Of<IStackFileRules>(cloud).Peering ?? throw new InvalidOperationException($"No peerings on {cloud}.");

    /// <summary>Thrown if the schema lacks a key that the reader accepts.</summary>
    internal static InvalidOperationException NotInSchema(string key) => new($"The schema does not know a peering's key '{key}' yet.");
}
