using System.Collections.Immutable;

namespace Infra.Core.Catalog;

/// <summary>
/// The plans. Node counts by tier follow the reference platform; sizes are not published: chosen, as the smallest current
/// general-purpose machine with at least that memory.
/// AWS: c6i has 2 GiB a vCPU, m6i has 4 (https://aws.amazon.com/ec2/instance-types/).
/// Azure: Dlsv5 has 2, Dsv5 has 4; both without a local disk, with Trusted Launch and accelerated networking, and with SCSI
/// data disks, whose links Debian's image has (v6 sizes have NVMe alone)
/// (https://learn.microsoft.com/azure/virtual-machines/sizes/general-purpose/dsv5-series, …/dlsv5-series).
/// GCP: n2-standard has 4 a vCPU; 4 GiB is a custom N2, because e2-medium's two vCPUs are shared; all Shielded VM, disks
/// over SCSI (https://cloud.google.com/compute/docs/general-purpose-machines#n2_series).
/// That a region has them all is not checked here: the newest and smallest ones do not, and their cloud says so.
/// </summary>
internal static class Plans
{
    private static readonly (int MemoryGiB, int VirtualCpus, string Aws, string Azure, string Gcp)[] Sizes =
    [
        (4, 2, "c6i.large", "Standard_D2ls_v5", "n2-custom-2-4096"),
        (8, 2, "m6i.large", "Standard_D2s_v5", "n2-standard-2"),
        (16, 4, "m6i.xlarge", "Standard_D4s_v5", "n2-standard-4"),
        (32, 8, "m6i.2xlarge", "Standard_D8s_v5", "n2-standard-8"),
        (64, 16, "m6i.4xlarge", "Standard_D16s_v5", "n2-standard-16"),
    ];

    /// <summary>Every size in three tiers, with this many nodes each.</summary>
    internal static ImmutableSortedDictionary<string, ServicePlan> Tiers(int startup, int business, int premium) =>
        Of(("startup", startup), ("business", business), ("premium", premium));

    /// <summary>Every size of a type whose services have one node, or come in fewer tiers.</summary>
    internal static ImmutableSortedDictionary<string, ServicePlan> Of(params (string Name, int Nodes)[] tiers) =>
        (
            from tier in tiers
            from size in Sizes
            select new ServicePlan(
                $"{tier.Name}-{size.MemoryGiB}",
                tier.Nodes,
                size.VirtualCpus,
                size.MemoryGiB,
                size.Aws,
                size.Azure,
                size.Gcp
            )
        ).ToImmutableSortedDictionary(plan => plan.Name, plan => plan, StringComparer.Ordinal);
}
