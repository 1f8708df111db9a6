using Infra.Core.Topology;
using Pulumi;
using Compute = Pulumi.Gcp.Compute;

namespace Infra.Components.Gcp;

/// <summary>
/// The image nodes start from. A node keeps its image until it is replaced, so a new image reaches nodes one by one and on purpose.
/// </summary>
internal sealed class MachineImage(string? configured, Pulumi.Gcp.Provider provider)
{
    // https://cloud.google.com/compute/docs/images/os-details#debian
    private const string DebianProject = "debian-cloud";
    private const string Debian12 = "debian-12";

    private Output<string>? newest;

    /// <summary>Link of the image the node's VM was created from, if known; else the configured one, or the newest Debian 12.</summary>
    internal Output<string> For(Node node) => (node.Image ?? configured) is { } known ? Output.Create(known) : newest ??= Newest();

    private Output<string> Newest() =>
        NewestImage.Ask(
            $"family {Debian12} of {DebianProject}",
            () =>
                Compute.GetImage.InvokeAsync(
                    new Compute.GetImageArgs { Project = DebianProject, Family = Debian12 },
                    new InvokeOptions { Provider = provider }
                ),
            image => image.SelfLink
        );
}
