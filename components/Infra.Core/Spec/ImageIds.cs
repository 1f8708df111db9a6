using System.Text.RegularExpressions;

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
            CloudKind.Azure => (Azure(), "Azure", "a resource id that ends in `/providers/Microsoft.Compute/images/<image>`, or in `/galleries/<gallery>/images/<image>` with or without a version"),
            CloudKind.Gcp => (Google(), "Google Cloud", "`projects/<project>/global/images/<image>`"),
            _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "No such cloud."),
        };
        return form?.IsMatch(imageId) != false ? null : $"is no image id of {cloudName} ({written})";
    }

    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
    [GeneratedRegex(@"^ami-[0-9a-f]{8}(?:[0-9a-f]{9})?\z")]
    private static partial Regex Amazon();

    // What azurerm_linux_virtual_machine takes as source_image_id, case and all, without galleries of other people: an image runs as root.
    [GeneratedRegex(@"^/subscriptions/[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/resourceGroups/[^/\s]{1,90}/providers/Microsoft\.Compute/(?:images/[\w.-]{1,80}|galleries/[\w.]{1,80}/images/[\w.-]{1,80}(?:/versions/(?:\d+\.\d+\.\d+|latest))?)\z")]
    private static partial Regex Azure();

    // An image or a family, by path or by link: https://cloud.google.com/compute/docs/images/image-families-best-practices
    [GeneratedRegex(@"^(?:https://www\.googleapis\.com/compute/v1/)?projects/[a-z][-a-z0-9.:]*[a-z0-9]/global/images/(?:family/)?[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?\z")]
    private static partial Regex Google();
}
