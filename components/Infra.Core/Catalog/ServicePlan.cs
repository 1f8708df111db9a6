using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>A size a service comes in.</summary>
/// <param name="Name">E.g. <c>business-8</c>: the tier, and GiB of memory a node.</param>
/// <param name="Nodes">Number of nodes unless the stack file says otherwise.</param>
public sealed record ServicePlan(string Name, int Nodes, int VirtualCpus, int MemoryGiB)
{
    /// <summary>The machine a node of this plan gets on a cloud.</summary>
    public MachineSize On(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).MachineOf(this);

    /// <summary>2 or 4: what tells families of machines apart.</summary>
    internal int MemoryPerCpuGiB => MemoryGiB / VirtualCpus;

    /// <summary>A machine that has just what the plan asks.</summary>
    internal MachineSize Machine(string name, int rootGiB) => new(name, VirtualCpus, MemoryGiB * 1024, rootGiB);
}

/// <summary>A machine size on one cloud.</summary>
/// <param name="Name">The cloud's own name for it.</param>
/// <param name="RootVolumeGiB">Size of the root volume: operating system only, data has volumes of its own.</param>
public sealed record MachineSize(string Name, int VirtualCpus, int MemoryMiB, int RootVolumeGiB);
