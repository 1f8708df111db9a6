using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;

namespace Infra.Core.Tests.House;

/// <summary>
/// Where findings are built: a code has one builder, which has all its texts side by side. Only the builder names the code; whoever
/// reports the finding calls it.
/// </summary>
public sealed partial class BuildersTests
{
    /// <summary>Every code is built somewhere, too: one that nothing causes is not documented.</summary>
    [Fact]
    public void EveryCode_HasExactlyOneBuilder()
    {
        var sites = Sites();
        var counts = typeof(DiagnosticCodes)
            .GetFields()
            .Select(field => (Code: field.Name, Builders: sites.GetValueOrDefault(field.Name)))
            .ToList();
        Assert.NotEmpty(counts);
        Assert.Equal([], counts.Where(code => code.Builders != 1));
    }

    private static Dictionary<string, int> Sites() =>
        Directory
            .EnumerateFiles(Repository.PathOf("components"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .SelectMany(line => Named().Matches(line))
            .GroupBy(match => match.Groups["code"].Value)
            .ToDictionary(code => code.Key, code => code.Count(), StringComparer.Ordinal);

    // What only asks for a code compares it.
    [GeneratedRegex(@"(?<!(==|!=) )DiagnosticCodes\.(?<code>[A-Z][A-Za-z0-9]+)\b(?!\()", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
