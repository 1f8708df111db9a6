using System.Collections.Immutable;
using Infra.Core.Topology;

namespace Infra.Cli.Stacks;

/// <summary>Reads each node's image from a stack's outputs.</summary>
internal static class ImageOutputs
{
    /// <summary>Node key to image; empty without a file.</summary>
    /// <exception cref="UserException">The file is not a stack's outputs, or contains an invalid image.</exception>
    internal static ImmutableSortedDictionary<string, string> Read(FileInfo? file)
    {
        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (file is null)
        {
            return read.ToImmutable();
        }

        var outputs = StackOutputs.Read(file);
        var images = outputs.Map("images");
        foreach (var (node, _) in images)
        {
            var image = outputs.Text(images, node, $"the image of '{node}'");
            read[node] =
                image is not null && RecordedImages.CanBe(image) ? image : throw outputs.Wrong($"'{image}' of {node} is not an image ID.");
        }

        return read.ToImmutable();
    }
}
