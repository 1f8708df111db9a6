using System.Text.RegularExpressions;
using Infra.Core.Clouds;

namespace Infra.Core.Spec;

/// <summary>What each cloud calls a machine image.</summary>
public static partial class ImageIds
{
    /// <summary>Why it is no image id of this cloud, as a sentence's end; null where it is one.</summary>
    public static string? Problem(string imageId, CloudKind cloud)
    {
        (Regex? form, string cloudName, string written) = cloud switch
        {
            // It builds its own.
            CloudKind.Local => (null, "", ""),
            CloudKind.Aws => (Amazon(), "AWS", "`ami-` and 8 or 17 hex digits"),
            CloudKind.Azure => (
                Azure(),
                "Azure",
                "a resource id that ends in `/providers/Microsoft.Compute/galleries/<gallery>/images/<image>`, with or without a version"
            ),
            CloudKind.Gcp => (Google(), "Google Cloud", "`projects/<project>/global/images/<image>`"),
            _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "No such cloud."),
        };
        if (cloud == CloudKind.Azure && Managed().IsMatch(imageId))
        {
            return "is a managed image, and Azure takes none with Trusted Launch, which every VM has. It must be in a Compute Gallery, defined with `--hyper-v-generation V2 --features SecurityType=TrustedLaunchSupported`";
        }

        return form?.IsMatch(imageId) != false ? null : $"is no image id of {cloudName} ({written})";
    }

    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
    [GeneratedRegex(@"^ami-[0-9a-f]{8}(?:[0-9a-f]{9})?\z")]
    private static partial Regex Amazon();

    // What azurerm_linux_virtual_machine takes as source_image_id, case and all, without galleries of other people: an image runs as root.
    [GeneratedRegex(
        @"^/subscriptions/[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/resourceGroups/[^/\s]{1,90}/providers/Microsoft\.Compute/galleries/[\w.]{1,80}/images/[\w.-]{1,80}(?:/versions/(?:\d+\.\d+\.\d+|latest))?\z"
    )]
    private static partial Regex Azure();

    // "Managed Image" is among what Trusted Launch does not support: https://learn.microsoft.com/azure/virtual-machines/trusted-launch#unsupported-features
    [GeneratedRegex(@"/providers/Microsoft\.Compute/images/", RegexOptions.IgnoreCase)]
    private static partial Regex Managed();

    // An image or a family, by path or by link: https://cloud.google.com/compute/docs/images/image-families-best-practices
    [GeneratedRegex(
        @"^(?:https://www\.googleapis\.com/compute/v1/)?projects/[a-z][-a-z0-9.:]*[a-z0-9]/global/images/(?:family/)?[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?\z"
    )]
    private static partial Regex Google();
}
