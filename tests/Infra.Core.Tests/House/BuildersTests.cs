using System.Text.RegularExpressions;

namespace Infra.Core.Tests.House;

/// <summary>
/// Where findings are built: a code has one builder, which has all its texts side by side. Only the builder names the code; whoever
/// reports the finding calls it.
/// </summary>
public sealed partial class BuildersTests
{
    /// <summary>Every code is built somewhere, too: one that nothing causes is not documented.</summary>
    [Theory]
    [InlineData("components/Infra.Core/Diagnostics/DiagnosticCodes.cs")]
    [InlineData("components/Infra.Engine/EngineCodes.cs")]
    public void EveryCode_HasExactlyOneBuilder(string list)
    {
        var sites = Sites(Path.GetFileNameWithoutExtension(list));
        var codes = Declared().Matches(Repository.Read(list.Split('/'))).Select(code => code.Groups["code"].Value).ToList();
        Assert.NotEmpty(codes);
        Assert.Equal([], codes.Select(code => (code, Builders: sites.GetValueOrDefault(code))).Where(code => code.Builders != 1));
    }

    private static Dictionary<string, int> Sites(string list) =>
        Directory
            .EnumerateFiles(Repository.PathOf("components"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .SelectMany(line => Named().Matches(line))
            .Where(match => match.Groups["list"].Value == list)
            .GroupBy(match => match.Groups["code"].Value)
            .ToDictionary(code => code.Key, code => code.Count(), StringComparer.Ordinal);

    [GeneratedRegex(@"public const string (?<code>[A-Za-z0-9]+) = ""[A-Z]{3}[0-9]{4}"";", RegexOptions.ExplicitCapture)]
    private static partial Regex Declared();

    // What only asks for a code compares it.
    [GeneratedRegex(
        @"(?<!(==|!=) |cref="")\b(?<list>DiagnosticCodes|EngineCodes)\.(?<code>[A-Z][A-Za-z0-9]+)\b(?!\()",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Named();
}
