using System.Collections.Immutable;
using System.Text;
using Infra.Core.Clouds;

namespace Infra.Components.Permissions;

/// <summary>A set of actions in the form that its cloud takes. Sorted, so that equal sets are equal bytes.</summary>
public static class PermissionPolicy
{
    // Of these only what a region's own service does can be told apart by region.
    private static readonly ImmutableArray<string> AwsRegional = ["ec2", "logs"];

    /// <param name="region">Where the stack is; null: anywhere. Only AWS has a condition for it.</param>
    /// <returns>AWS: an IAM policy, JSON. Azure: a custom role, JSON. GCP: a custom role, YAML.</returns>
    public static string Of(CloudKind cloud, IEnumerable<string> actions, string? region)
    {
        var sorted = actions.Order(StringComparer.Ordinal).ToImmutableArray();
        return cloud switch
        {
            CloudKind.Aws => Aws(sorted, region),
            CloudKind.Azure => Azure(sorted),
            CloudKind.Gcp => Gcp(sorted),
            CloudKind.Local => throw new ArgumentException("The local cloud asks nobody for permission.", nameof(cloud)),
            _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "no such cloud"),
        };
    }

    private static string Aws(ImmutableArray<string> actions, string? region)
    {
        const string PassRole = "iam:PassRole";
        var regional = actions.Where(action => AwsRegional.Contains(action.Split(':')[0])).ToImmutableArray();
        var statements = new[]
        {
            Statement("Regional", regional, region is null ? null : ("aws:RequestedRegion", region)),
            Statement("Global", [.. actions.Except(regional).Where(action => action != PassRole)], null),
            // To hand a role over is to use it: to the service that writes flow logs, and to no other.
            Statement("HandOver", [.. actions.Where(action => action == PassRole)], ("iam:PassedToService", "vpc-flow-logs.amazonaws.com")),
        };
        return $$"""
            {
              "Version": "2012-10-17",
              "Statement": [
            {{string.Join(",\n", statements.Where(statement => statement.Length > 0))}}
              ]
            }

            """;
    }

    private static string Statement(string id, ImmutableArray<string> actions, (string Key, string Value)? condition) =>
        actions.IsEmpty
            ? ""
            : $$"""
            {
              "Sid": "{{id}}",
              "Effect": "Allow",
              "Action": [
        {{Quoted(actions, "        ")}}
              ],
              "Resource": "*"{{(condition is var (key, value) ? $$"""
        ,
              "Condition": { "StringEquals": { "{{key}}": "{{value}}" } }
        """ : "")}}
            }
        """;

    private static string Azure(ImmutableArray<string> actions) =>
        $$"""
            {
              "Name": "Infra",
              "IsCustom": true,
              "Description": "Makes, changes and removes the resources of a project.",
              "Actions": [
            {{Quoted(actions, "    ")}}
              ],
              "NotActions": [],
              "DataActions": [],
              "NotDataActions": [],
              "AssignableScopes": ["/subscriptions/<subscription>"]
            }

            """;

    private static string Gcp(ImmutableArray<string> actions)
    {
        var text = new StringBuilder(
            "title: Infra\ndescription: Makes, changes and removes the resources of a project.\nstage: GA\nincludedPermissions:\n"
        );
        foreach (var action in actions)
            text.Append("- ").Append(action).Append('\n');
        return text.ToString();
    }

    private static string Quoted(IEnumerable<string> actions, string indent) =>
        string.Join(",\n", actions.Select(action => $"{indent}\"{action}\""));
}
