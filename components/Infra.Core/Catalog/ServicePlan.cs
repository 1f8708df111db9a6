using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>A size a service comes in.</summary>
/// <param name="Name">E.g. <c>business-8</c>: the tier, and GiB of memory a node.</param>
/// <param name="Nodes">Number of nodes unless the stack file says otherwise.</param>
/// <param name="AwsInstanceType">The instance type on AWS.</param>
/// <param name="AzureSize">The VM size on Azure.</param>
/// <param name="GcpMachineType">The machine type on GCP.</param>
public sealed record ServicePlan(
    string Name,
    int Nodes,
    int VirtualCpus,
    int MemoryGiB,
    string AwsInstanceType,
    string AzureSize,
    string GcpMachineType
)
{
    // Azure's Debian image is 30 GiB, and a disk cannot be smaller than its image.
    private const int AzureRootGiB = 32;
    private const int RootGiB = 16;

    /// <summary>
    /// The machine a node of this plan gets on a cloud. On the local cloud every plan is the same small VM: several of
    /// them share one developer's machine, and what is proven there (boot, disks, firewall, mesh) does not depend on size.
    /// </summary>
    public MachineSize On(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => new MachineSize(AwsInstanceType, VirtualCpus, MemoryGiB * 1024, RootGiB),
            CloudKind.Azure => new MachineSize(AzureSize, VirtualCpus, MemoryGiB * 1024, AzureRootGiB),
            CloudKind.Gcp => new MachineSize(GcpMachineType, VirtualCpus, MemoryGiB * 1024, RootGiB),
            CloudKind.Local => new MachineSize("vm-768", 1, 768, 4),
            _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "No such cloud."),
        };
}

/// <summary>A machine size on one cloud.</summary>
/// <param name="Name">The cloud's own name for it.</param>
/// <param name="RootVolumeGiB">Size of the root volume: operating system only, data has volumes of its own.</param>
public sealed record MachineSize(string Name, int VirtualCpus, int MemoryMiB, int RootVolumeGiB);
