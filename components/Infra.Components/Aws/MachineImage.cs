using Pulumi;
using Pulumi.Aws.Ec2.Inputs;
using Ec2 = Pulumi.Aws.Ec2;

namespace Infra.Components.Aws;

/// <summary>
/// The image nodes start from. Asked for once a run; a node keeps the one it was made from until it is replaced, so a
/// new image reaches nodes one by one and on purpose. (An AMI input of the form <c>resolve:ssm:…</c> would save the
/// question, but with a root volume declared the provider refuses it, and without it replaces the instance each run.)
/// </summary>
internal static class MachineImage
{
    // Debian's own account: https://wiki.debian.org/Cloud/AmazonEC2Image
    private const string DebianAccount = "136693071363";
    private const string Debian12 = "debian-12-amd64-*";

    /// <summary>The configured image, or the newest Debian 12 of the provider's region.</summary>
    internal static Output<string> Id(ProjectContext context, Pulumi.Aws.Provider provider) =>
        context.ImageId is { } configured ? Output.Create(configured) : Newest(provider);

    private static Output<string> Newest(Pulumi.Aws.Provider provider) => Derivation.Ask(
        () => Ec2.GetAmi.InvokeAsync(
            new Ec2.GetAmiArgs
            {
                Owners = { DebianAccount },
                MostRecent = true,
                Filters =
                {
                    new GetAmiFilterArgs { Name = "name", Values = { Debian12 } },
                    new GetAmiFilterArgs { Name = "architecture", Values = { "x86_64" } },
                },
            },
            new InvokeOptions { Provider = provider }),
        image => image.Id);
}
