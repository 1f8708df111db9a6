using Pulumi;
using Pulumi.Azure.Compute;
using Pulumi.Azure.Compute.Inputs;

namespace Infra.Components.Azure;

/// <summary>
/// The image nodes start from. Azure looks up the newest one when a VM is created; a node keeps its image until it is replaced, so a new
/// image reaches nodes one by one and on purpose.
/// </summary>
internal static class MachineImage
{
    /// <summary>VM inputs that select its image; ignored once the VM exists.</summary>
    internal static readonly string[] Inputs = ["sourceImageId", "sourceImageReference"];

    /// <summary>The configured image, or the newest Debian 12 for UEFI, which Trusted Launch requires.</summary>
    internal static void SetOn(LinuxVirtualMachineArgs vm, Input<string>? configured)
    {
        if (configured is not null)
        {
            vm.SourceImageId = configured;
            return;
        }

        // https://wiki.debian.org/Cloud/MicrosoftAzure
        vm.SourceImageReference = new LinuxVirtualMachineSourceImageReferenceArgs
        {
            Publisher = "Debian",
            Offer = "debian-12",
            Sku = "12-gen2",
            Version = "latest",
        };
    }
}
