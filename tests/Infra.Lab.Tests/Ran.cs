using System.Diagnostics;

namespace Infra.Lab.Tests;

/// <summary>A program's output and exit code.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error)
{
    /// <exception cref="TimeoutException">It did not end in time, and was ended.</exception>
    internal static async Task<Ran> ToEndAsync(Process process, TimeSpan atMost)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(atMost);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException(
                $"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} ran longer than {atMost}."
            );
        }

        return new Ran(process.ExitCode, await output, await error);
    }

    internal static async Task<Ran> CommandAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        return await ToEndAsync(process, TimeSpan.FromMinutes(3));
    }

    internal Ran MustSucceed()
    {
        Assert.True(ExitCode == 0, ToString());
        return this;
    }

    public override string ToString() => $"exit {ExitCode}\n--- output\n{Tail(Output)}\n--- error\n{Tail(Error)}";

    private static string Tail(string text) => text.Length <= 6000 ? text : "…" + text[^6000..];
}
