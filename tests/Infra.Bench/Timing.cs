using System.Diagnostics;

namespace Infra.Bench;

/// <summary>Medians of repeated work, in milliseconds.</summary>
internal static class Timing
{
    /// <summary>In this process, after two runs that do not count because they include JIT compilation.</summary>
    internal static double Warm(int times, Action work)
    {
        work();
        work();
        return Median(times, work);
    }

    internal static double Median(int times, Action work)
    {
        var taken = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            work();
            taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        taken.Sort();
        return taken[times / 2];
    }

    /// <summary>Runs a program to completion.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message is its own.</exception>
    internal static string Run(string input, string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        ) ?? throw new InvalidOperationException($"{program} did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Result
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error.Result}");
    }

    /// <summary>This program, as another process.</summary>
    internal static void Self(params string[] arguments) =>
        Run("", Environment.ProcessPath!, [typeof(Timing).Assembly.Location, .. arguments]);
}
