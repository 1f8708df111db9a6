namespace Infra.Projects;

/// <summary>
/// Replaces a lock file atomically, and only if it is still the one that was read: of two simultaneous runs the second detects that the
/// file has changed, and overwrites nothing of the first.
/// </summary>
internal static class LockFileWriter
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="path">Path of the lock file.</param>
    /// <param name="shown">The same, for messages.</param>
    /// <param name="before">The text that was read; null: the file did not exist.</param>
    /// <exception cref="LockChangedException">The file has changed since.</exception>
    /// <exception cref="LockNotWrittenException">The file or its directory is read-only, or the disk is full; the file is
    /// unchanged.</exception>
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
        // A symbolic link is resolved: a rename would replace the link itself.
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
            // Left over if the disk is full; already renamed on success.
            File.Delete(aside);
        }
    }

    /// <summary>
    /// Held while the file is compared and replaced. A separate file, because each write replaces the lock file itself. .NET locks with
    /// flock, which the kernel releases when a process dies; opened for reading, so that anyone who may read it can hold it, whoever
    /// created it.
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
