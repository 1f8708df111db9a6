using System.ComponentModel;
using System.Diagnostics;

namespace Infra.Projects;

/// <summary>
/// Whether version control has a lock file that is not here: then it was lost, and a new one would give every node another
/// place. Where git is missing, or this is no repository, nothing is known.
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
