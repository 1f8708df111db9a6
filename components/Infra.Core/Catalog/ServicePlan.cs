using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>A size that a service is offered in.</summary>
/// <param name="Name">E.g. <c>business-8</c>: the tier, and GiB of memory per node.</param>
/// <param name="Nodes">Number of nodes unless the stack file overrides it.</param>
public sealed record ServicePlan(string Name, int Nodes, int VirtualCpus, int MemoryGiB)
{
    /// <summary>The machine for a node of this plan on a cloud.</summary>
    public MachineSize On(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).MachineOf(this);

    /// <summary>2 or 4: distinguishes machine families.</summary>
    internal int MemoryPerCpuGiB => MemoryGiB / VirtualCpus;

    /// <summary>A machine with exactly the plan's resources.</summary>
    internal MachineSize Machine(string name, int rootGiB) => new(name, VirtualCpus, MemoryGiB * 1024, rootGiB);
}

/// <summary>A machine size on one cloud.</summary>
/// <param name="Name">The cloud's own name.</param>
/// <param name="RootVolumeGiB">Size of the root volume: operating system only, data has its own volumes.</param>
public sealed record MachineSize(string Name, int VirtualCpus, int MemoryMiB, int RootVolumeGiB);
