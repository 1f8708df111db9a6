using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Customers;
using Infra.Core.Spec.Dns;
using Infra.Core.Spec.Existing;
using Infra.Core.Spec.Identity;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Which project keys are valid on its cloud: no others are suggested.</summary>
internal static class ProjectKeys
{
    internal const string TerminationProtection = "terminationProtection";

    /// <summary>Keys that every cloud with accounts accepts and the local cloud does not.</summary>
    internal static ImmutableArray<string> OfAccounts { get; } =
    [
        ExistingNetworkReader.Key,
        DnsReader.Key,
        NatReader.Key,
        TagsReader.Key,
        TerminationProtection,
        ProjectReader.ManagementRoutes,
        TunnelReader.Key,
        RunAsReader.Key,
        DiskKeyReader.Key,
        ExtraGroupsReader.Key,
        "peerings",
        "quotas",
    ];

    /// <summary>Whether this cloud accepts a key that not every cloud does.</summary>
    internal static bool Takes(CloudKind cloud, string key) => CloudRegistry.Of<IStackFileRules>(cloud).OwnKeys.Contains(key);

    /// <summary>The names of the clouds that accept a key, for messages.</summary>
    internal static string CloudsWith(string key) =>
        string.Join(", ", CloudRegistry.All.Where(cloud => cloud.OwnKeys.Contains(key)).Select(cloud => cloud.Word));

    /// <summary>Those of the keys that the project's cloud accepts; all of them if it names no cloud.</summary>
    /// <param name="project">As written in the file.</param>
    internal static IReadOnlyCollection<string> Offered(TextNode project, IReadOnlyCollection<string> keys)
    {
        var word = (project as TextNode.Map)?.Entries.FirstOrDefault(entry => entry.Key == "cloud")?.Value;
        return word is TextNode.Scalar { Text: var text } && Words.Clouds.TryGetValue(text, out var cloud)
            ? [.. keys.Where(key => Takes(cloud, key) || !CloudRegistry.All.Any(any => any.OwnKeys.Contains(key)))]
            : keys;
    }
}
