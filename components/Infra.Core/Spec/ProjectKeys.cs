using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Spec.Dns;
using Infra.Core.Spec.Existing;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Which keys of a project mean something on its cloud: no others are proposed.</summary>
internal static class ProjectKeys
{
    internal const string TerminationProtection = "terminationProtection";

    /// <summary>Those that every cloud with accounts takes, and the local cloud does not.</summary>
    internal static ImmutableArray<string> OfAccounts { get; } =
    [
        ExistingNetworkReader.Key,
        DnsReader.Key,
        NatReader.Key,
        TagsReader.Key,
        TerminationProtection,
        ProjectReader.ManagementRoutes,
        "peerings",
        "quotas",
    ];

    /// <summary>Whether a key that not every cloud takes means something on this one.</summary>
    internal static bool Takes(CloudKind cloud, string key) => CloudRegistry.Of<IStackFileRules>(cloud).OwnKeys.Contains(key);

    /// <summary>The words of the clouds that take a key, for messages.</summary>
    internal static string CloudsWith(string key) =>
        string.Join(", ", CloudRegistry.All.Where(cloud => cloud.OwnKeys.Contains(key)).Select(cloud => cloud.Word));

    /// <summary>Those of the keys that the project's cloud takes; all of them where it names none.</summary>
    /// <param name="project">As written.</param>
    internal static IReadOnlyCollection<string> Offered(TextNode project, IReadOnlyCollection<string> keys)
    {
        var word = (project as TextNode.Map)?.Entries.FirstOrDefault(entry => entry.Key == "cloud")?.Value;
        return word is TextNode.Scalar { Text: var text } && Words.Clouds.TryGetValue(text, out var cloud)
            ? [.. keys.Where(key => Takes(cloud, key) || !CloudRegistry.All.Any(any => any.OwnKeys.Contains(key)))]
            : keys;
    }
}
