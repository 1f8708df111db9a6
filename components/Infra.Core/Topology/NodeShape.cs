using Infra.Core.Catalog;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>
/// What cannot change without a new VM, as one line of text: service type, machine, image, volumes. When the line
/// changes, the slot's next generation begins, on its other address, so that old and new can run side by side.
/// </summary>
internal static class NodeShape
{
    // The image's major version: point releases arrive with the yearly refresh, not as a change of every lock file.
    private const string Image = "debian-12";

    internal static string Of(CloudKind cloud, ServiceSpec service)
    {
        var machine = ServiceCatalog.MachineFor(cloud, service);
        var volumes = string.Join(' ', service.VolumesGiB.Select(volume => $"{volume.Key}={volume.Value}GiB"));
        return $"{service.Type} {machine.Name} {Image} {volumes}".TrimEnd();
    }
}
