using System.Text.RegularExpressions;

namespace Infra.Cli.Stacks;

/// <summary>
/// Valid stack names: those Pulumi accepts (https://github.com/pulumi/pulumi, sdk/go/common/tokens: letters, digits, hyphens,
/// underscores and periods, at most 100), except names that are a directory or an option here.
/// </summary>
internal static partial class StackName
{
    internal const string Rule = "1 to 100 letters, digits, '-', '_' and '.', starting with a letter, a digit or '_'";

    // The lock file of a stack 'Pulumi.x' would be the stack file of a stack 'x.lock'.
    private const string TakenPrefix = "Pulumi.";

    /// <summary>Null, or why the name is invalid. Names become file names: nothing that could lead elsewhere is allowed.</summary>
    internal static string? Problem(string name) =>
        (Form().IsMatch(name), name.StartsWith(TakenPrefix, StringComparison.OrdinalIgnoreCase)) switch
        {
            (false, _) => $"'{name}' is not a valid stack name: {Rule}.",
            (_, true) => $"'{name}' is not a valid stack name: the file is called 'Pulumi.<stack>.yaml', and the name is the <stack> part.",
            _ => null,
        };

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\z")]
    private static partial Regex Form();
}
