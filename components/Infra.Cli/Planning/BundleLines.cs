using System.Text.Json;
using Infra.Core;

namespace Infra.Cli.Planning;

/// <summary>
/// A node bundle travels as one JSON line a file; a changed rule would be one long line that differs somewhere. Here it
/// is unfolded into the lines of its files, each after its path, so that a difference names file and line.
/// </summary>
internal static class BundleLines
{
    /// <summary>The lines of a bundle's files; the text itself when it is no bundle.</summary>
    internal static string Unfold(string text)
    {
        if (!text.StartsWith("{\"version\":", StringComparison.Ordinal))
        {
            return text;
        }

        try
        {
            using var bundle = JsonDocument.Parse(text);
            // A thousand lines that nobody wrote: the version says what changed, and the digest that something did.
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
            // Something else that merely begins alike: shown as it is.
            return text;
        }
    }
}
