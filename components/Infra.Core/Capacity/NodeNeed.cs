using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Capacity;

/// <summary>The resources of one VM with its disks.</summary>
/// <param name="Family">What its cloud counts vCPUs by.</param>
internal sealed record NodeNeed(string Service, string Family, int VirtualCpus, int DiskGiB, int PublicAddresses)
{
    internal static NodeNeed Of(Node node, ProjectSpec spec) =>
        Of(node.Service, node.Machine, node.Volumes.Sum(volume => volume.SizeGiB), node.HasPublicAddress ? 1 : 0, spec);

    /// <summary>The next VM of a service: by the current file, not by what its nodes were created with.</summary>
    internal static NodeNeed OfNext(ServiceSpec service, int publicAddresses, ProjectSpec spec) =>
        Of(
            service.Name,
            ServiceCatalog.MachineFor(spec.Cloud, service.Type, service.Plan),
            service.VolumesGiB.Values.Sum(),
            publicAddresses,
            spec
        );

    /// <summary>The next VM of a bastion, which takes over the public address.</summary>
    internal static NodeNeed OfNextBastion(ProjectSpec spec) =>
        Of(Bastion.Owner, CloudRegistry.Of<ICloudFacts>(spec.Cloud).BastionMachine, 0, 0, spec);

    private static NodeNeed Of(string service, MachineSize machine, int volumesGiB, int publicAddresses, ProjectSpec spec) =>
        new(service, MachineFamily.Of(spec.Cloud, machine.Name), machine.VirtualCpus, machine.RootVolumeGiB + volumesGiB, publicAddresses);
}
