using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using Infra.Core;

namespace Infra.Components.Local;

/// <summary>The lab's scripts (folder <c>lab</c>), embedded in this assembly: a stack needs no checkout to run.</summary>
internal static class LabScripts
{
    private const string Prefix = "lab/";
    private static readonly Assembly Here = typeof(LabScripts).Assembly;

    // The inputs of the node image; the script itself names its cache entry by a hash of the same files.
    private static readonly ImmutableArray<string> ImageFiles = ["cloud.cfg", "image", "image-tune"];

    /// <summary>File names, sorted.</summary>
    internal static ImmutableArray<string> Names { get; } =
    [
        .. Here.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A new value means that the image must be rebuilt.</summary>
    internal static string ImageRecipe { get; } = Stable.Sha256Hex(string.Join('\0', ImageFiles.Select(Read)));

    /// <summary>One script's text.</summary>
    internal static string Read(string name)
    {
        using var stream = Here.GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"The script {name} is not in {Here.GetName().Name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>All scripts as a gzipped tar in base64, without times or owners: equal scripts give equal text.</summary>
    internal static string Archive()
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            foreach (var name in Names)
            {
                tar.WriteEntry(
                    new UstarTarEntry(TarEntryType.RegularFile, name)
                    {
                        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                        ModificationTime = DateTimeOffset.UnixEpoch,
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Read(name))),
                    }
                );
            }
        }

        return Convert.ToBase64String(buffer.ToArray());
    }
}
