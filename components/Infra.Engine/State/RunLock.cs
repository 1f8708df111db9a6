namespace Infra.Engine.State;

/// <summary>
/// Only one run at a time changes a stack. An advisory lock of the operating system, so that it ends with the process that holds it,
/// however that ends.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly StateFiles files;
    private readonly FileStream stream;

    private RunLock(StateFiles files, FileStream stream)
    {
        this.files = files;
        this.stream = stream;
    }

    /// <summary>Throws <see cref="EngineException"/> (ENG0405) if another run holds it.</summary>
    /// <param name="command">This run's command, for the message another run shows.</param>
    public static RunLock Take(StateFiles files, string command)
    {
        AtomicFile.CreateDirectory(files.Directory);
        while (true)
        {
            FileStream stream;
            try
            {
                stream = new FileStream(files.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
            {
                var holder = File.Exists(files.Holder) ? File.ReadAllText(files.Holder).Trim() : "another process";
                throw new EngineException(
                    EngineCodes.Locked,
                    $"{files.Directory} is in use by {holder}.",
                    "Wait until it ends, or end it; that releases the lock.",
                    e
                );
            }

            if (!IsStillTheFile(files.Lock, stream))
            {
                stream.Dispose();
                continue;
            }

            // Files a killed run was about to rename.
            foreach (var half in Directory.EnumerateFiles(files.Directory, "*.tmp"))
                File.Delete(half);
            AtomicFile.Write(files.Holder, $"'{command}', process {Environment.ProcessId}, since {DateTime.Now:yyyy-MM-dd HH:mm:ss}\n");
            return new RunLock(files, stream);
        }
    }

    /// <summary>Releases the lock and removes its file.</summary>
    public void Dispose()
    {
        File.Delete(files.Holder);
        File.Delete(files.Lock);
        stream.Dispose();
    }

    // The holder removes the file when done; whoever was waiting in the open call then holds a lock on a removed file. A timestamp set
    // through the handle shows whether the path still refers to it.
    private static bool IsStillTheFile(string path, FileStream stream)
    {
        var mark = DateTime.UnixEpoch.AddSeconds(Random.Shared.Next());
        File.SetLastWriteTimeUtc(stream.SafeFileHandle, mark);
        return File.Exists(path) && File.GetLastWriteTimeUtc(path) == mark;
    }
}
