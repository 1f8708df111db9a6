using Infra.Core.Topology;
using Pulumi;
using Pulumi.Aws.Ec2.Inputs;
using Ec2 = Pulumi.Aws.Ec2;

namespace Infra.Components.Aws;

/// <summary>
/// The image nodes start from. A node keeps its image until it is replaced, so a new image reaches nodes one by one and on purpose. (An
/// AMI input of the form <c>resolve:ssm:…</c> would save the lookup, but the provider rejects it together with a root volume, and without
/// one replaces the instance on each run.)
/// </summary>
internal sealed class MachineImage(string? configured, Pulumi.Aws.Provider provider)
{
    // Debian's own account: https://wiki.debian.org/Cloud/AmazonEC2Image
    private const string DebianAccount = "136693071363";
    private const string Debian12 = "debian-12-amd64-*";

    private Output<string>? newest;

    /// <summary>
    /// The image the node's VM was created from, if known; else the configured one, or the newest Debian 12 in the region.
    /// </summary>
    internal Output<string> For(Node node) => (node.Image ?? configured) is { } known ? Output.Create(known) : newest ??= Newest();

    private Output<string> Newest() =>
        NewestImage.Ask(
            $"{Debian12} of Debian's account {DebianAccount}",
            () =>
                Ec2.GetAmi.InvokeAsync(
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
                    new InvokeOptions { Provider = provider }
                ),
            image => image.Id
        );
}
