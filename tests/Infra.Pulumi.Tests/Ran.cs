using System.Diagnostics;

namespace Infra.Pulumi.Tests;

/// <summary>The result of running a program.</summary>
/// <param name="Output">Standard output and error, in order of arrival.</param>
internal sealed record Ran(string Line, int ExitCode, string Output, string Stdout)
{
    internal static async Task<Ran> RunAsync(
        string program,
        IReadOnlyCollection<string> arguments,
        string directory,
        IReadOnlyDictionary<string, string?> environment,
        TimeSpan patience,
        string? stdin = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (all, stdout) = (new List<string>(), new List<string>());
        process.OutputDataReceived += (_, line) => Keep(line.Data, stdout);
        process.ErrorDataReceived += (_, line) => Keep(line.Data, null);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.StandardInput.WriteAsync(stdin);
        process.StandardInput.Close();
        var shown = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        using var end = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(end.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{shown} did not end within {patience}:\n{Text(all)}");
        }

        return new Ran(shown, process.ExitCode, Text(all), Text(stdout));

        void Keep(string? line, List<string>? also)
        {
            if (line is null)
                return;
            lock (all)
            {
                all.Add(line);
                also?.Add(line);
            }
        }

        string Text(List<string> lines)
        {
            lock (all)
                return string.Concat(lines.Select(line => $"{line}\n"));
        }
    }

    /// <summary>On failure, fails the test with the whole output.</summary>
    internal Ran Ok()
    {
        Assert.True(ExitCode == 0, $"{this}");
        return this;
    }

    internal Ran Failed()
    {
        Assert.True(ExitCode != 0, $"{this}");
        return this;
    }

    public override string ToString() => $"{Line}: exit status {ExitCode}\n{Output}";
}
