using System.Diagnostics;
using System.Globalization;

namespace Infra.Engine.Commands;

/// <summary>
/// A session of processes, identified by its first process. The kernel does not reuse a session's number while a member is left, so it is
/// a safe handle on a command's processes even after the command's own process has ended.
/// </summary>
internal static class ProcessSession
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Sends every member SIGTERM, waits briefly, then SIGKILL.</summary>
    public static async Task EndAsync(int session)
    {
        Signal(session, "TERM");
        var until = DateTime.UtcNow + Grace;
        while (Members(session).Count > 0 && DateTime.UtcNow < until)
            await Task.Delay(50).ConfigureAwait(false);
        Signal(session, "KILL");
    }

    /// <summary>
    /// The session whose leader recorded its ID in a file, if it is still the same one: if the number was reused, the leader is younger
    /// than the file.
    /// </summary>
    public static int? StillRunning(string processFile)
    {
        if (!int.TryParse(File.ReadAllText(processFile).Trim(), out var session) || Members(session).Count == 0)
            return null;
        return Read(session) is not { } leader || StartTime(leader) <= File.GetLastWriteTimeUtc(processFile) + TimeSpan.FromSeconds(2)
            ? session
            : null;
    }

    /// <summary>Process IDs; empty where there is no /proc.</summary>
    public static IReadOnlyList<int> Members(int session) =>
        Directory.Exists("/proc")
            ?
            [
                .. Directory
                    .EnumerateDirectories("/proc")
                    .Select(d => int.TryParse(Path.GetFileName(d), out var pid) ? pid : 0)
                    .Where(pid => pid > 0 && Read(pid) is { } stat && stat.Session == session && stat.State is not ('Z' or 'X')),
            ]
            : [];

    private static void Signal(int session, string signal)
    {
        foreach (var pid in Members(session))
        {
            var start = new ProcessStartInfo("/bin/sh", ["-c", $"kill -{signal} {pid} 2>/dev/null"]);
            LocalRunner.HideConfiguration(start);
            using var kill = Process.Start(start)!;
            kill.WaitForExit();
        }
    }

    private static DateTime StartTime(Stat stat)
    {
        // Field 22 counts clock ticks since boot; the kernel reports 100 a second on every architecture .NET runs on.
        var uptime = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
        return DateTime.UtcNow - TimeSpan.FromSeconds(uptime - stat.StartTicks / 100.0);
    }

    private static Stat? Read(int pid)
    {
        try
        {
            // The command name (field 2) is in parentheses and may contain anything; the rest begins after the last one.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Stat(
                fields[0][0],
                int.Parse(fields[3], CultureInfo.InvariantCulture),
                long.Parse(fields[19], CultureInfo.InvariantCulture)
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // It has just ended.
        }
    }

    private sealed record Stat(char State, int Session, long StartTicks);
}
