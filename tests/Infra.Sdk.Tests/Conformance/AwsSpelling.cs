using System.Text.RegularExpressions;

namespace Infra.Sdk.Tests.Conformance;

/// <summary>
/// The AWS listing was derived, not printed from the package, and is known to write four things differently. For each the stand-in
/// follows the printed listings (azure, gcp) and the package's own JavaScript.
/// </summary>
public static partial class AwsSpelling
{
    /// <summary>How the derived listing writes a line of the package; empty for most.</summary>
    public static IEnumerable<string> Others(string line)
    {
        // States take their nested types as XGetArgs (printed for azure and gcp); derived as XArgs.
        var plain = line.Replace("GetArgs", "Args", StringComparison.Ordinal);
        if (plain != line)
            yield return plain;

        // A nested output is nullable if the input of the same name is (facts/pulumi.md); derived as the output's own.
        if (NullableField().Match(plain) is { Success: true } field)
            yield return $"{field.Groups[1].Value} {field.Groups[2].Value}";

        // The provider's credentials are secret inputs, so their attribute is on a private field; derived as if it were not.
        if (Credential().Match(plain) is { Success: true } credential)
        {
            var name = credential.Groups[1].Value;
            yield return $"[Input(\"{char.ToLowerInvariant(name[0])}{name[1..]}\", (Boolean)False, (Boolean)False)] {plain}";
        }
    }

    [GeneratedRegex(@"^(readonly .+)\? (\w+)$")]
    private static partial Regex NullableField();

    [GeneratedRegex(@"^Input<string>\? (AccessKey|SecretKey|Token) ")]
    private static partial Regex Credential();
}
