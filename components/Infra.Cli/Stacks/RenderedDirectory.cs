namespace Infra.Cli.Stacks;

/// <summary>Writes a rendering completely or not at all: to a temporary directory first, then moved into place.</summary>
internal static class RenderedDirectory
{
    // The prefix; the rest is the process ID of the writer. A leftover means that the writer was killed.
    private const string Aside = ".infra-render-";

    /// <exception cref="UserException">The directory is not empty, or is a file.</exception>
    internal static void Write(IReadOnlyList<RenderedFile> files, DirectoryInfo target)
    {
        if (File.Exists(target.FullName))
        {
            throw new UserException(
                $"{target.FullName} is a file.",
                "Choose a new directory: rendering writes several files.",
                ExitCode.BadInput
            );
        }

        if (target.Exists && target.EnumerateFileSystemInfos().Any(entry => !IsLeftOver(entry)))
        {
            throw new UserException(
                $"{target.FullName} is not empty.",
                "Choose a new directory, so that old and new files do not mix.",
                ExitCode.BadInput
            );
        }

        target.Create();
        foreach (var left in target.EnumerateFileSystemInfos(Aside + "*").OfType<DirectoryInfo>())
        {
            left.Delete(recursive: true);
        }

        // Inside the target: on the same file system, whatever is mounted where, and the directory itself is unchanged.
        var aside = target.CreateSubdirectory($"{Aside}{Environment.ProcessId}");
        try
        {
            foreach (var file in files)
            {
                var path = Path.Combine(aside.FullName, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, file.Content);
            }

            foreach (var entry in aside.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                Directory.Move(entry.FullName, Path.Combine(target.FullName, entry.Name));
            }
        }
        finally
        {
            aside.Delete(recursive: true);
        }
    }

    private static bool IsLeftOver(FileSystemInfo entry) =>
        entry is DirectoryInfo && entry.Name.StartsWith(Aside, StringComparison.Ordinal);
}
