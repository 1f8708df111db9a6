namespace Infra.Projects;

/// <summary>
/// Replaces a lock file in one step, and only the one that was read: of two runs at once the second finds that the file is
/// another one by now, and loses nothing of the first.
/// </summary>
internal static class LockFileWriter
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="path">Of the lock file.</param>
    /// <param name="shown">The same, for messages.</param>
    /// <param name="before">What was read there; null: nothing was there.</param>
    /// <exception cref="LockChangedException">Something else is there now.</exception>
    /// <exception cref="LockNotWrittenException">The file or its directory is read-only, or the disk is full; the file stays as it was.</exception>
    internal static void Write(string path, string shown, string? before, string text)
    {
        try
        {
            Replace(path, shown, before, text);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not StackFileException)
        {
            throw new LockNotWrittenException(shown, e.Message);
        }
    }

    private static void Replace(string path, string shown, string? before, string text)
    {
        // Behind a link is the file itself: a rename would put a file in the link's place.
        var target = (Path.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;
        using var guard = Guard(target);
        if ((File.Exists(target) ? File.ReadAllText(target) : null) != before)
            throw new LockChangedException(shown);
        if (File.Exists(target) && File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
            throw new LockNotWrittenException(shown, "it is read-only");
        var aside = $"{target}.{Environment.ProcessId}.new";
        try
        {
            File.WriteAllText(aside, text);
            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(aside, File.GetUnixFileMode(target));
            File.Move(aside, target, overwrite: true);
        }
        finally
        {
            // Left over when the disk is full; moved away when all is well.
            File.Delete(aside);
        }
    }

    /// <summary>
    /// Held while the file is compared and replaced. A file of its own, because the lock file's place is taken by another file each
    /// time. .NET locks with flock, which the kernel lets go of when a process dies; opened for reading, so that whoever may read it
    /// can hold it, whoever made it.
    /// </summary>
    private static FileStream Guard(string target)
    {
        var path = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.guard");
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                if (!File.Exists(path))
                    File.Create(path).Dispose();
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException) && waited < LongestWait)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
