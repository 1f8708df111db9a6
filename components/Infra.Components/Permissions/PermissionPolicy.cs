using System.Collections.Immutable;
using System.Text;

namespace Infra.Components.Permissions;

/// <summary>A set of actions in its cloud's policy format. Sorted, so that equal sets give equal bytes.</summary>
internal static class PermissionPolicy
{
    // Only the actions of regional services can be restricted by region.
    private static readonly ImmutableArray<string> AwsRegional = ["ec2", "logs"];

    /// <summary>An IAM policy, JSON.</summary>
    /// <param name="region">The stack's region; null: any.</param>
    internal static string Aws(ImmutableArray<string> actions, string? region)
    {
        const string PassRole = "iam:PassRole";
        var regional = actions.Where(action => AwsRegional.Contains(action.Split(':')[0])).ToImmutableArray();
        var statements = new[]
        {
            Statement("Regional", regional, region is null ? null : ("aws:RequestedRegion", region)),
            Statement("Global", [.. actions.Except(regional).Where(action => action != PassRole)], null),
            // Passing a role is using it: only to the service that writes flow logs.
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

    /// <summary>A custom role, JSON.</summary>
    internal static string Azure(ImmutableArray<string> actions) =>
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

    /// <summary>A custom role, YAML.</summary>
    internal static string Gcp(ImmutableArray<string> actions)
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
