using System.Globalization;
using System.Text;
using Infra.Core.Boot;

namespace Infra.Core.Bundle;

/// <summary>Writes a bundle as JSON: by hand-ordered keys, so that equal bundles are equal bytes.</summary>
internal static class BundleJson
{
    internal static string Write(NodeBundle bundle)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\"version\":{NodeProgram.Version},\"node\":{Json.Quote(bundle.Node)}");
        text.Append(bundle.Program is null ? "" : $",\n\"program\":{Json.Quote(bundle.Program)}");
        text.Append(",\"files\":[");
        for (var i = 0; i < bundle.Files.Length; i++)
        {
            var file = bundle.Files[i];
            text.Append(i == 0 ? "\n" : ",\n");
            text.Append($"{{\"path\":{Json.Quote(file.Path)},\"mode\":{Json.Quote(file.Mode)},\"content\":{Json.Quote(file.Content)}}}");
        }

        return text.Append("\n]}\n").ToString();
    }
}
