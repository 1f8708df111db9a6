using System.Text.Json;
using Infra.Core;

namespace Infra.Cli.Planning;

/// <summary>
/// A node bundle contains one JSON line per file; a changed rule would show as one long line with a difference somewhere. This unfolds it
/// into the lines of its files, each prefixed with its path, so that a difference names file and line.
/// </summary>
internal static class BundleLines
{
    /// <summary>The lines of a bundle's files; the text itself if it is not a bundle.</summary>
    internal static string Unfold(string text)
    {
        if (!text.StartsWith("{\"version\":", StringComparison.Ordinal))
        {
            return text;
        }

        try
        {
            using var bundle = JsonDocument.Parse(text);
            // A thousand lines that no user wrote: the version shows what changed, and the digest that something did.
            var program = bundle.RootElement.TryGetProperty("program", out var carried)
                ? $"program: version {bundle.RootElement.GetProperty("version").GetInt32()}, SHA-256 "
                    + $"{Stable.Sha256Hex(carried.GetString()!)[..12]}\n"
                : "";
            return program
                + string.Join(
                    '\n',
                    bundle
                        .RootElement.GetProperty("files")
                        .EnumerateArray()
                        .SelectMany(file =>
                            file.GetProperty("content")
                                .GetString()!
                                .TrimEnd('\n')
                                .Split('\n')
                                .Select(line => $"{file.GetProperty("path").GetString()}: {line}")
                        )
                );
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Something else that merely begins the same way: shown unchanged.
            return text;
        }
    }
}
