using System.Globalization;
using System.Text;

namespace Infra.Core.Bundle;

/// <summary>Writes a bundle as JSON with keys in a fixed order, so that equal bundles give equal bytes.</summary>
internal static class BundleJson
{
    private static QuotedProgram? _last;

    internal static string Write(NodeBundle bundle)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\"version\":{bundle.Version},\"node\":{Json.Quote(bundle.Node)}");
        if (bundle.Program is { } program)
        {
            text.Append(",\n\"program\":").Append(Quote(program));
        }

        text.Append(",\"files\":[");
        for (var i = 0; i < bundle.Files.Length; i++)
        {
            var file = bundle.Files[i];
            text.Append(i == 0 ? "\n" : ",\n");
            text.Append($"{{\"path\":{Json.Quote(file.Path)},\"mode\":{Json.Quote(file.Mode)},\"content\":{Json.Quote(file.Content)}}}");
        }

        return text.Append("\n]}\n").ToString();
    }

    // Thirty kilobytes, the same in a thousand bundles.
    private static string Quote(string program)
    {
        var last = _last;
        if (last is null || !ReferenceEquals(last.Program, program))
        {
            _last = last = new QuotedProgram(program, Json.Quote(program));
        }

        return last.Quoted;
    }

    private sealed record QuotedProgram(string Program, string Quoted);
}
