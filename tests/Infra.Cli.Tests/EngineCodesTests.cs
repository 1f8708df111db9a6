using System.Text.RegularExpressions;
using Infra.Engine;

namespace Infra.Cli.Tests;

public sealed class EngineCodesTests
{
    [Fact]
    public void Codes_OfTheEngine_AreExplainedInTheDocumentation()
    {
        var codes = typeof(EngineCodes).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        var explained = Regex
            .Matches(
                File.ReadAllText(Path.Combine(Root(), "docs", "diagnostics.md")),
                @"^\| (ENG[0-9]{4}) \| [^|]+ \| [^|]+ \|$",
                RegexOptions.Multiline
            )
            .Select(match => match.Groups[1].Value);

        Assert.Equal(codes.Order(StringComparer.Ordinal), explained);
    }

    private static string Root()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Infra.sln")))
        {
            at = Path.GetDirectoryName(at)!;
        }

        return at;
    }
}
