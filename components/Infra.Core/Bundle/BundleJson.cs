using System.Text;

namespace Infra.Core.Bundle;

/// <summary>Writes a bundle as JSON: by hand-ordered keys, so that equal bundles are equal bytes.</summary>
internal static class BundleJson
{
    internal const int FormatVersion = 1;

    internal static string Write(NodeBundle bundle)
    {
        var text = new StringBuilder();
        text.Append($"{{\"version\":{FormatVersion},\"node\":{Json.Quote(bundle.Node)},\"files\":[");
        for (var i = 0; i < bundle.Files.Length; i++)
        {
            var file = bundle.Files[i];
            text.Append(i == 0 ? "\n" : ",\n");
            text.Append($"{{\"path\":{Json.Quote(file.Path)},\"mode\":{Json.Quote(file.Mode)},\"content\":{Json.Quote(file.Content)}}}");
        }

        return text.Append("\n]}\n").ToString();
    }
}
