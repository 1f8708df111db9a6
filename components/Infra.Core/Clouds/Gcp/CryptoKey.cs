using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Customers;

namespace Infra.Core.Clouds.Gcp;

/// <summary>A Cloud KMS key for disks, of any project.</summary>
internal static partial class CryptoKey
{
    // Not a version: Google uses the key's primary one, so that rotation changes no disk.
    internal static DiskKeyForm OfDisks { get; } =
        new(
            "a Cloud KMS key's name",
            Name(),
            "'projects/acme-keys/locations/europe-west1/keyRings/disks/cryptoKeys/nodes': without a version",
            // https://cloud.google.com/compute/docs/disks/customer-managed-encryption: a key of the disk's region, or of a wider location.
            (id, project) =>
                id.Split('/')[3] is var location && project.Region is { } region && Region().IsMatch(location) && location != region
                    ? new DiskKeyProblem(
                        Severity.Error,
                        $"The key is in {location}; Google encrypts disks in {region} with a key of that region or of a wider location.",
                        $"Use a key in {region}."
                    )
                    : null
        );

    [GeneratedRegex(
        @"\Aprojects/([a-z0-9][a-z0-9.-]{1,60}[a-z0-9]:)?[a-z][a-z0-9-]{4,28}[a-z0-9]/locations/[a-z0-9-]{2,32}"
            + @"/keyRings/[A-Za-z0-9_-]{1,63}/cryptoKeys/[A-Za-z0-9_-]{1,63}\z"
    )]
    private static partial Regex Name();

    // 'global', 'europe' and 'eur4' are wider.
    [GeneratedRegex(@"\A[a-z]+-[a-z]+[0-9]+\z")]
    private static partial Regex Region();
}
