using Infra.Core.Clouds;
using Infra.Core.Spec.Dns;
using Infra.Core.Spec.Existing;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Which keys of a project mean something on its cloud: no others are proposed.</summary>
internal static class ProjectKeys
{
    /// <summary>Those of the keys that the project's cloud takes; all of them where it names none.</summary>
    /// <param name="project">As written.</param>
    internal static IReadOnlyCollection<string> Offered(TextNode project, IReadOnlyCollection<string> keys)
    {
        var word = (project as TextNode.Map)?.Entries.FirstOrDefault(entry => entry.Key == "cloud")?.Value;
        return word is TextNode.Scalar { Text: var text } && Words.Clouds.TryGetValue(text, out var cloud)
            ? [.. keys.Where(key => IsFor(key, cloud))]
            : keys;
    }

    private static bool IsFor(string key, CloudKind cloud) =>
        key switch
        {
            FlowLogsReader.Key or "networkAcls" or "account" => cloud == CloudKind.Aws,
            "subscription" => cloud == CloudKind.Azure,
            "project" => cloud == CloudKind.Gcp,
            ExistingNetworkReader.Key
            or DnsReader.Key
            or NatReader.Key
            or TagsReader.Key
            or "terminationProtection"
            or "managementRoutes"
            or "peerings"
            or "quotas" => cloud != CloudKind.Local,
            _ => true,
        };
}
