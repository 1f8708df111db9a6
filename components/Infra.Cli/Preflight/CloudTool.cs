using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Infra.Cli.Preflight;

/// <summary>The command-line tools of this machine.</summary>
public sealed class CloudTool : ICloudTool
{
    private const int MostCharacters = 32 << 20;

    /// <summary>`az` takes some seconds to start; a call that takes longer than this will not complete.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    public ToolAnswer Run(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Nobody is there to quit a pager, answer a question or be told of a newer version.
        start.Environment["AWS_PAGER"] = "";
        start.Environment["AZURE_CORE_NO_COLOR"] = "1";
        start.Environment["AZURE_CORE_ONLY_SHOW_ERRORS"] = "1";
        start.Environment["CLOUDSDK_CORE_DISABLE_PROMPTS"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience);
            var output = ReadAsync(process.StandardOutput, patience);
            var errors = ReadAsync(process.StandardError, patience);
            try
            {
                Task.WhenAll(output, errors, process.WaitForExitAsync(patience.Token)).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return new ToolAnswer(ToolEnd.CutOff);
            }

            return new ToolAnswer(process.ExitCode == 0 ? ToolEnd.Done : ToolEnd.Refused, output.Result, errors.Result);
        }
        catch (Win32Exception)
        {
            return new ToolAnswer(ToolEnd.Missing);
        }
    }

    private static async Task<string> ReadAsync(StreamReader from, CancellationTokenSource patience)
    {
        var (text, buffer) = (new StringBuilder(), new char[16_384]);
        while (await from.ReadAsync(buffer, patience.Token).ConfigureAwait(false) is > 0 and var read)
        {
            if (text.Append(buffer, 0, read).Length > MostCharacters)
            {
                await patience.CancelAsync().ConfigureAwait(false);
                patience.Token.ThrowIfCancellationRequested();
            }
        }

        return text.ToString();
    }
}
