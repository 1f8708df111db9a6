using Infra.Core.Spec;

namespace Infra.Core.Catalog;

/// <summary>A size a service comes in.</summary>
/// <param name="Name">E.g. <c>business-8</c>: the tier, and GiB of memory a node.</param>
/// <param name="Nodes">Number of nodes unless the stack file says otherwise.</param>
/// <param name="AwsInstanceType">The instance type on AWS.</param>
public sealed record ServicePlan(string Name, int Nodes, int VirtualCpus, int MemoryGiB, string AwsInstanceType)
{
    /// <summary>
    /// The machine a node of this plan gets on a cloud. On the local cloud every plan is the same small VM: several of
    /// them share one developer's machine, and what is proven there (boot, disks, firewall, mesh) does not depend on size.
    /// </summary>
    /// <exception cref="NotSupportedException">A cloud that this version does not create machines on.</exception>
    public MachineSize On(CloudKind cloud) => cloud switch
    {
        CloudKind.Aws => new MachineSize(AwsInstanceType, VirtualCpus, MemoryGiB * 1024, 16),
        CloudKind.Local => new MachineSize("vm-768", 1, 768, 4),
        _ => throw new NotSupportedException($"No machine sizes for {cloud} in this version."),
    };
}

/// <summary>A machine size on one cloud.</summary>
/// <param name="Name">The cloud's own name for it.</param>
/// <param name="RootVolumeGiB">Size of the root volume: operating system only, data has volumes of its own.</param>
public sealed record MachineSize(string Name, int VirtualCpus, int MemoryMiB, int RootVolumeGiB);
