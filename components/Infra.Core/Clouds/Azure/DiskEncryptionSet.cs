using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Customers;

namespace Infra.Core.Clouds.Azure;

/// <summary>A disk encryption set, which holds the customer's key in a Key Vault.</summary>
internal static partial class DiskEncryptionSet
{
    internal static DiskKeyForm OfDisks { get; } =
        new(
            "a disk encryption set's resource ID",
            Id(),
            "'/subscriptions/…/resourceGroups/…/providers/Microsoft.Compute/diskEncryptionSets/…', the subscription in lower case",
            // https://learn.microsoft.com/azure/virtual-machines/disk-encryption#restrictions
            (id, project) =>
                project.Account is { } subscription && id.Split('/')[2] != subscription
                    ? new DiskKeyProblem(
                        Severity.Error,
                        $"The set is in subscription {id.Split('/')[2]}; Azure uses it for disks there only, not in {subscription}.",
                        $"Use one in subscription {subscription}."
                    )
                    : null
        );

    [GeneratedRegex(
        @"\A/subscriptions/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/resourceGroups/[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]"
            + @"/providers/Microsoft\.Compute/diskEncryptionSets/[A-Za-z0-9_-]{1,80}\z"
    )]
    private static partial Regex Id();
}
