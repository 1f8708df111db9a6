using System.Globalization;
using System.Text;
using Infra.Components.Permissions;
using Infra.Core.Clouds;

namespace Infra.Components.Tests.Permissions;

/// <summary>docs/permissions/&lt;cloud&gt;.md, generated from the cloud's table.</summary>
internal static class PermissionsPage
{
    internal static string Write(PermissionTable table)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            # What `pulumi up` needs on {Name(table.Cloud)}

            Generated from `components/Infra.Components/Permissions`; do not edit
            (`INFRA_UPDATE_GOLDENS=1 dotnet test tests/Infra.Components.Tests --filter FullyQualifiedName~Permissions`).

            **Inferred, not observed**: this list comes from the calls that the provider makes for each resource type and the
            permissions that the cloud documents for them. No run against a real account has confirmed it. If a call is denied,
            the cloud's message names the missing permission: add it to the table.

                scripts/infra permissions --stack <stack>

            prints the same for what one stack registers now, in the cloud's own format:
            {Form(table.Cloud)}.

            {Narrower(table.Cloud)}

            {State(table.Cloud)}

            {AccessSection.Write(table.Cloud)}

            ## Actions by resource type

            Sources:
            {string.Join("\n", table.Sources.Select(source => $"- <{source}>"))}

            | resource type | actions |
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
                "It is limited to the stack's region. Narrow it further yourself: `route53:ChangeResourceRecordSets` to the hosted zone\n"
                    + "of `dns`, `iam:…` to roles named `<project>-flow-logs-*`, because anyone who may write any "
                    + "role's policy can escalate\n"
                    + "privileges. A peering with `assumeRole` also needs `sts:AssumeRole` on that role.",
            CloudKind.Azure =>
                "Assign it on the subscription; for `dnsZones` the zone's resource group is enough. Anyone who may write role\n"
                    + "assignments can escalate privileges. A peering also needs `Microsoft.Network/virtualNetworks/peer/action`\n"
                    + "on the other network; with `mode: both-sides`, everything listed for `VirtualNetworkPeering`.",
            _ => "Grant it on the project; for `iam.serviceAccounts.actAs` the service accounts that the stack creates are enough. Anyone\n"
                + "who may set a project's IAM policy can escalate privileges.",
        };

    private static string State(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => "Pulumi's own state, in S3 and encrypted with KMS, also needs `s3:ListBucket` on the bucket, `s3:GetObject`,\n"
                + "`s3:PutObject` and `s3:DeleteObject` on its objects, and `kms:Encrypt` and `kms:Decrypt` on the key.",
            CloudKind.Azure => "Pulumi's own state, in Blob storage and encrypted with Key Vault, also needs the role *Storage Blob Data\n"
                + "Contributor* on the container and *Key Vault Crypto User* on the key.",
            _ => "Pulumi's own state, in Cloud Storage and encrypted with KMS, also needs `roles/storage.objectAdmin` on the bucket\n"
                + "and `roles/cloudkms.cryptoKeyEncrypterDecrypter` on the key.",
        };
}
