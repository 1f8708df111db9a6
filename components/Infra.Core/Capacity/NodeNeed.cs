using Infra.Core.Catalog;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Capacity;

/// <summary>What one VM with its disks takes.</summary>
/// <param name="Family">What its cloud counts vCPUs by.</param>
internal sealed record NodeNeed(string Service, string Family, int VirtualCpus, int DiskGiB, int PublicAddresses)
{
    internal static NodeNeed Of(Node node, ProjectSpec spec)
    {
        var machine = ServiceCatalog.MachineFor(spec.Cloud, spec.Services[node.Service]);
        return new NodeNeed(
            node.Service,
            MachineFamily.Of(spec.Cloud, machine.Name),
            machine.VirtualCpus,
            machine.RootVolumeGiB + node.Volumes.Sum(volume => volume.SizeGiB),
            node.HasPublicAddress ? 1 : 0);
    }
}
