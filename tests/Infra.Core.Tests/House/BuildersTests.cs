using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;

namespace Infra.Core.Tests.House;

/// <summary>
/// Where findings are built: a code has one builder, with one text. Those that have more today are listed with how many; a number may only
/// fall, and a code that is not listed has one.
/// </summary>
public sealed partial class BuildersTests
{
    private static readonly Dictionary<string, int> Several = new(StringComparer.Ordinal)
    {
        [nameof(DiagnosticCodes.LockMalformed)] = 7,
        [nameof(DiagnosticCodes.LockConflict)] = 3,
        [nameof(DiagnosticCodes.LockNotUpToDate)] = 2,
        [nameof(DiagnosticCodes.AddressesExhausted)] = 2,
        [nameof(DiagnosticCodes.LockOfOtherRegion)] = 2,
        [nameof(DiagnosticCodes.LockOfOtherSubnets)] = 2,
        [nameof(DiagnosticCodes.ReplacementPending)] = 3,
        [nameof(DiagnosticCodes.RemovalNotAcknowledged)] = 2,
        [nameof(DiagnosticCodes.WrongUsage)] = 4,
        [nameof(DiagnosticCodes.NoSuchThing)] = 6,
        [nameof(DiagnosticCodes.NotPossibleHere)] = 2,
    };

    [Fact]
    public void Codes_NotListed_HaveOneBuilder() => Assert.Equal([], Sites().Where(site => Limit(site.Key) < site.Value));

    [Fact]
    public void Codes_Listed_HaveAsManyAsThat() => Assert.Equal([], Several.Where(one => Sites().GetValueOrDefault(one.Key) != one.Value));

    /// <summary>Every code is built somewhere: one that nothing causes is not documented.</summary>
    [Fact]
    public void Codes_All_AreBuilt() =>
        Assert.Equal([], typeof(DiagnosticCodes).GetFields().Select(field => field.Name).Except(Sites().Keys));

    private static int Limit(string code) => Several.GetValueOrDefault(code, 1);

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
