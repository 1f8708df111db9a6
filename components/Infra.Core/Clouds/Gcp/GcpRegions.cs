using System.Collections.Immutable;

namespace Infra.Core.Clouds.Gcp;

/// <summary>
/// Zones of Google's regions, by their letters: <c>b</c> of <c>europe-west1</c> is <c>europe-west1-b</c>. Source:
/// https://cloud.google.com/compute/docs/regions-zones#available. Compared with the zones that offer N2 machines, which the plans use:
/// https://github.com/skypilot-org/skypilot-catalog, catalogs/v8/gcp/vms.csv. Stockholm (europe-north2) and Querétaro (northamerica-south1)
/// have none, so they are not listed; a stack file that names its zones can still try.
/// </summary>
internal static class GcpRegions
{
    internal static ImmutableSortedDictionary<string, string> ZoneLetters { get; } =
        new Dictionary<string, string>
        {
            ["africa-south1"] = "abc",
            ["asia-east1"] = "abc",
            ["asia-east2"] = "abc",
            ["asia-northeast1"] = "abc",
            ["asia-northeast2"] = "abc",
            ["asia-northeast3"] = "abc",
            ["asia-south1"] = "abc",
            ["asia-south2"] = "abc",
            ["asia-southeast1"] = "abc",
            ["asia-southeast2"] = "abc",
            ["australia-southeast1"] = "abc",
            ["australia-southeast2"] = "abc",
            ["europe-central2"] = "abc",
            ["europe-north1"] = "abc",
            ["europe-southwest1"] = "abc",
            ["europe-west1"] = "bcd",
            ["europe-west10"] = "abc",
            ["europe-west12"] = "abc",
            ["europe-west2"] = "abc",
            ["europe-west3"] = "abc",
            ["europe-west4"] = "abc",
            ["europe-west6"] = "abc",
            ["europe-west8"] = "abc",
            ["europe-west9"] = "abc",
            ["me-central1"] = "abc",
            ["me-central2"] = "abc",
            ["me-west1"] = "abc",
            ["northamerica-northeast1"] = "abc",
            ["northamerica-northeast2"] = "abc",
            ["southamerica-east1"] = "abc",
            ["southamerica-west1"] = "abc",
            ["us-central1"] = "abcf",
            ["us-east1"] = "bcd",
            ["us-east4"] = "abc",
            ["us-east5"] = "abc",
            ["us-south1"] = "abc",
            ["us-west1"] = "abc",
            ["us-west2"] = "abc",
            ["us-west3"] = "abc",
            ["us-west4"] = "abc",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
