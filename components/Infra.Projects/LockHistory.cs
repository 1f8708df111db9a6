using System.ComponentModel;
using System.Diagnostics;

namespace Infra.Projects;

/// <summary>
/// Whether version control contains a lock file that is missing here: then it was lost, and a new one would give every node a different
/// address. False if git is missing or this is not a repository.
/// </summary>
internal static class LockHistory
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <param name="path">Absolute.</param>
    internal static bool Has(string path)
    {
        try
        {
            using var git = Process.Start(
                new ProcessStartInfo("git", ["ls-files", "--error-unmatch", "--", Path.GetFileName(path)])
                {
                    WorkingDirectory = Path.GetDirectoryName(path),
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            return git.WaitForExit(LongestWait) && git.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
