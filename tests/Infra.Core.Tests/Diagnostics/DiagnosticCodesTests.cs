using System.Text.RegularExpressions;

namespace Infra.Core.Tests.Diagnostics;

public sealed class DiagnosticCodesTests
{
    [Fact]
    public void Codes_All_AreUniqueAndOfOneForm()
    {
        Assert.Equal(AllCodes.All.Count, AllCodes.All.Distinct().Count());
        Assert.All(AllCodes.All, code => Assert.Matches("^INF[0-9]{4}$", code));
    }

    [Fact]
    public void Codes_All_AreExplainedInTheDocumentation()
    {
        var explained = Regex
            .Matches(Repository.Read("docs", "diagnostics.md"), @"^\| (INF[0-9]{4}) \| [^|]+ \| [^|]+ \|$", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value);

        // One code once had another meaning, and is no longer used.
        Assert.Equal(AllCodes.All.Concat(["INF0401", "INF0403"]).Order(StringComparer.Ordinal), explained);
    }
}
