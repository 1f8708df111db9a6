using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>
/// Zones that are known to lack machines of the plans. Every other one is taken to have them: what changes by the day, a cloud
/// says itself ('scripts/infra preflight' asks).
/// </summary>
public static class MachineOffers
{
    // The sixth zone of us-east-1, use1-az3 and to most accounts e, has only old families:
    // https://github.com/skypilot-org/skypilot-catalog, catalogs/v8/aws/vms.csv, taken from DescribeInstanceTypeOfferings.
    private static readonly string[] AwsWithout = ["us-east-1e"];

    // Stockholm and Querétaro have no N2: catalogs/v8/gcp/vms.csv there.
    private static readonly string[] GcpWithout = ["europe-north2-", "northamerica-south1-"];

    /// <summary>False where the zone is known not to have the machine.</summary>
    /// <param name="zone">The cloud's own name.</param>
    public static bool MayHave(CloudKind cloud, string zone, string machine) =>
        (cloud, MachineFamily.Of(cloud, machine)) switch
        {
            (CloudKind.Aws, "m6i" or "c6i") => !AwsWithout.Contains(zone),
            (CloudKind.Gcp, "n2") => !Array.Exists(GcpWithout, region => zone.StartsWith(region, StringComparison.Ordinal)),
            _ => true,
        };
}
