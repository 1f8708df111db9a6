using System.Text.Json;
using System.Text.RegularExpressions;

namespace Infra.Components.Tests.Permissions;

/// <summary>
/// Evaluates IAM policies as AWS does, for what these use
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html): a denial wins, then an allowance is
/// needed. Anything that it does not know fails.
/// </summary>
internal static class IamPolicy
{
    /// <summary>Whether policies together allow a call on a resource.</summary>
    /// <param name="context">Condition keys; several values separated by commas.</param>
    internal static bool Allows(
        IEnumerable<JsonElement> policies,
        string action,
        string resource,
        IReadOnlyDictionary<string, string> context
    )
    {
        var effects = policies
            .SelectMany(policy => policy.GetProperty("Statement").EnumerateArray())
            .Where(statement => Applies(statement, action, resource, context))
            .Select(statement => statement.GetProperty("Effect").GetString())
            .ToList();
        return effects.Contains("Allow") && !effects.Contains("Deny");
    }

    private static bool Applies(JsonElement statement, string action, string resource, IReadOnlyDictionary<string, string> context) =>
        Texts(statement.GetProperty("Action")).Any(pattern => Like(pattern, action))
        && Texts(statement.GetProperty("Resource")).Any(pattern => Like(pattern, resource))
        && (
            !statement.TryGetProperty("Condition", out var condition)
            || condition
                .EnumerateObject()
                .All(test => test.Value.EnumerateObject().All(key => Holds(test.Name, Texts(key.Value), key.Name, context)))
        );

    private static bool Holds(string test, string[] values, string key, IReadOnlyDictionary<string, string> context)
    {
        var actual = context.GetValueOrDefault(key)?.Split(',');
        return test switch
        {
            "Null" => values is [var absent] && (actual is null) == bool.Parse(absent),
            "Bool" => actual is [var said] && values is [var wanted] && bool.Parse(said) == bool.Parse(wanted),
            "StringEquals" => actual is [var one] && values.Contains(one),
            "StringNotEquals" => actual is null || !values.Contains(actual.Single()),
            "ForAllValues:StringLike" => (actual ?? []).All(value => values.Any(pattern => Like(pattern, value))),
            _ => throw new NotSupportedException(test),
        };
    }

    private static string[] Texts(JsonElement element) =>
        element.ValueKind == JsonValueKind.String
            ? [element.GetString()!]
            : [.. element.EnumerateArray().Select(item => item.GetString()!)];

    private static bool Like(string pattern, string text) =>
        Regex.IsMatch(
            text,
            $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$"
        );
}
