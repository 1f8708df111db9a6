using Infra.Core.Spec;
using Infra.Core.Spec.Identity;

namespace Infra.Core.Clouds.Aws;

/// <summary>
/// The permissions boundary of roles that the project creates. A role of <c>infra permissions</c> may create no others; any other identity
/// is not limited that way, and the policy may not exist.
/// </summary>
public static class AwsRoleBoundary
{
    /// <summary>The policy's ARN; null if the project is not deployed as that role.</summary>
    public static string? Of(ProjectSpec spec)
    {
        var names = new AwsAccessNames(spec.Name);
        return spec.RunAs is RunAs.AwsRole role && role.Arn.EndsWith($":role/{names.Role}", StringComparison.Ordinal)
            ? $"arn:{role.Arn.Split(':')[1]}:iam::{role.Account}:policy/{names.WorkloadBoundary}"
            : null;
    }
}
