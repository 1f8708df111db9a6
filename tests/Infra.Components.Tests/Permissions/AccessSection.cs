using Infra.Core.Clouds;
using Infra.Core.Iam;

namespace Infra.Components.Tests.Permissions;

/// <summary>The part of <see cref="PermissionsPage"/> for owners of accounts.</summary>
internal static class AccessSection
{
    internal static string Write(CloudKind cloud) =>
        $"""
            ## For an operator of another account

                scripts/infra permissions --stack <stack> --format {Formats(cloud)} --principal <operator>

            {Text(cloud)}
            """;

    private static string Formats(CloudKind cloud) =>
        string.Join('|', AccountAccess.FormatsOf(cloud).Select(format => format.ToString().ToLowerInvariant()));

    private static string Text(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => """
                prints what the owner of an account applies so that an operator can deploy there: the role
                `<project>-infra-operator`, which only the principal may assume, and only naming the external ID
                (`--external-id`); its policies; its permissions boundary; and the boundary `<project>-infra-workload-boundary`,
                without which it can create no role. Without `--principal` both are parameters.

                - Every statement is limited to the region, to names (roles, log groups, buckets, the hosted zone of `dns`), or both.
                - What carries no tag `project: <project>` can be neither deleted, stopped, detached nor opened: only what the
                  project created.
                - `iam:PassRole` passes roles of the plan to the services of the plan.
                - The role's boundary denies copying data out of the account, and changing these limits, whatever else is attached
                  to the role.

                What cannot be limited further: security groups, root volumes and accepted peering connections without a tag can be
                claimed for the project; rules of any security group can be removed; images that the account may use can be started.
                Use an account of its own.
                """,
            CloudKind.Azure => """
                prints what the owner of a subscription applies so that an operator can deploy there: a custom role and its
                assignment to the operator's application. Azure limits these actions by scope alone, and the plan creates its
                resource groups: the scope is the subscription. Use one of its own.
                """,
            _ => """
                prints what the owner of a project applies so that an operator can deploy there: a service account without keys, a
                custom role for it, and the operator's right to impersonate that account and no other. Setting the project's IAM
                policy, if the plan does, is limited to the roles that the plan grants. `iam.serviceAccounts.actAs` is on the whole
                project: use one of its own, whose default service account has no role.
                """,
        };
}
