using Pulumi;
using Compute = Pulumi.Gcp.Compute;

namespace Infra.Components.Gcp;

/// <summary>
/// The image nodes start from. Asked for once a run; a node keeps the one it was made from until it is replaced, so a
/// new image reaches nodes one by one and on purpose.
/// </summary>
internal static class MachineImage
{
    // https://cloud.google.com/compute/docs/images/os-details#debian
    private const string DebianProject = "debian-cloud";
    private const string Debian12 = "debian-12";

    /// <summary>The configured image, or the newest Debian 12.</summary>
    internal static Output<string> Link(ProjectContext context, Pulumi.Gcp.Provider provider) =>
        context.ImageId is { } configured ? Output.Create(configured) : Newest(provider);

    private static Output<string> Newest(Pulumi.Gcp.Provider provider) => Derivation.Ask(
        () => Compute.GetImage.InvokeAsync(
            new Compute.GetImageArgs { Project = DebianProject, Family = Debian12 }, new InvokeOptions { Provider = provider }),
        image => image.SelfLink);
}
