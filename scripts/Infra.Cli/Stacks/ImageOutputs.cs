using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Core.Topology;

namespace Infra.Cli.Stacks;

/// <summary>Reads which image each node runs from, out of a stack's outputs.</summary>
internal static class ImageOutputs
{
    private const string Remedy = "Write it with: pulumi stack output -s <stack> --json > <file>";

    /// <summary>Node key to image; none without a file.</summary>
    /// <exception cref="UserException">The file is not a stack's outputs, or holds what is no image.</exception>
    internal static ImmutableSortedDictionary<string, string> Read(FileInfo? file)
    {
        if (file is null)
        {
            return ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        }

        if (!file.Exists)
        {
            throw new UserException($"There is no file {file.FullName}.", Remedy, ExitCode.BadInput);
        }

        try
        {
            var images = JsonNode.Parse(File.ReadAllText(file.FullName))?.AsObject()["images"]?.AsObject()
                ?? throw new InvalidOperationException("there is no output 'images'.");
            var read = images.ToImmutableSortedDictionary(image => image.Key, image => image.Value!.GetValue<string>(), StringComparer.Ordinal);
            return read.FirstOrDefault(image => !RecordedImages.CanBe(image.Value)) is { Key: { } node } wrong
                ? throw new InvalidOperationException($"'{wrong.Value}' of {node} is no image id.")
                : read;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new UserException($"{file.FullName} does not hold a stack's outputs: {e.Message}", Remedy, ExitCode.BadInput);
        }
    }
}
