using System.Globalization;
using System.Text;
using Infra.Components.Permissions;
using Infra.Core.Clouds;

namespace Infra.Components.Tests.Permissions;

/// <summary>docs/permissions/&lt;cloud&gt;.md, written from the cloud's table.</summary>
internal static class PermissionsPage
{
    internal static string Write(PermissionTable table)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            # What `pulumi up` needs on {Name(table.Cloud)}

            Written from `components/Infra.Components/Permissions`; do not edit
            (`INFRA_UPDATE_GOLDENS=1 dotnet test tests/Infra.Components.Tests --filter FullyQualifiedName~Permissions`).

            **Inferred, not observed**: from the calls that the provider makes for each type of resource and the names that the
            cloud gives to what they need. No run against a real account has confirmed it. Where one is refused, the cloud's
            message names what is missing: add it to the table.

                scripts/infra permissions --stack <stack>

            prints the same for what one stack registers now, in the form that the cloud takes:
            {Form(table.Cloud)}.

            {Narrower(table.Cloud)}

            {State(table.Cloud)}

            Sources:
            {string.Join("\n", table.Sources.Select(source => $"- <{source}>"))}

            | for | actions |
            |---|---|

            """
        );
        foreach (var (token, actions) in table.Entries)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{token}` | {(actions.IsEmpty ? "none" : string.Join(", ", actions.Select(action => $"`{action}`")))} |\n"
            );
        return text.ToString();
    }

    private static string Name(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => "AWS",
            CloudKind.Azure => "Azure",
            CloudKind.Gcp => "GCP",
            _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "no permissions there"),
        };

    private static string Form(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => "an IAM policy",
            CloudKind.Azure => "a custom role for `az role definition create`",
            _ => "a custom role for `gcloud iam roles create --file`",
        };

    private static string Narrower(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws =>
                "It is narrowed to the stack's region. Narrower still is up to you: `route53:ChangeResourceRecordSets` to the hosted\n"
                    + "zone of `dns`, `iam:…` to roles called `<project>-flow-logs-*`: whoever may write any role's "
                    + "policy can give rights\n"
                    + "away. A peering with `assumeRole` needs `sts:AssumeRole` on that role besides.",
            CloudKind.Azure =>
                "Assign it on the subscription; `dnsZones` on the zone's resource group is enough. Whoever may write role assignments\n"
                    + "can give rights away. A peering needs `Microsoft.Network/virtualNetworks/peer/action` on the "
                    + "other network besides; with\n"
                    + "`mode: both-sides`, all that is listed for `VirtualNetworkPeering`.",
            _ => "Grant it on the project; `iam.serviceAccounts.actAs` on the service accounts that the stack makes is enough. Whoever\n"
                + "may set a project's IAM policy can give rights away.",
        };

    private static string State(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws =>
                "Pulumi's own state, in S3 and sealed with KMS, needs in addition `s3:ListBucket` on the bucket, `s3:GetObject`,\n"
                    + "`s3:PutObject` and `s3:DeleteObject` on its objects, and `kms:Encrypt` and `kms:Decrypt` on the key.",
            CloudKind.Azure =>
                "Pulumi's own state, in Blob storage and sealed with Key Vault, needs in addition the role *Storage Blob Data\n"
                    + "Contributor* on the container and *Key Vault Crypto User* on the key.",
            _ => "Pulumi's own state, in Cloud Storage and sealed with KMS, needs in addition `roles/storage.objectAdmin` on the bucket\n"
                + "and `roles/cloudkms.cryptoKeyEncrypterDecrypter` on the key.",
        };
}
