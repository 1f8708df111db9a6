using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Infra.Cli.Stacks;

/// <summary>
/// The pulumi command, if installed: it knows about a local cloud created by <c>pulumi up</c>. Nothing of it is changed.
/// </summary>
internal static class PulumiCommand
{
    // A remote state is slow, and so is building the program for a preview; a call that never returns must end.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>A stack's outputs; or null and the reason there are none.</summary>
    internal static async Task<(JsonObject? Outputs, string Why)> OutputsAsync(Workspace here, string stack, CancellationToken cancellation)
    {
        var (json, why) = await AskAsync(here, ["stack", "output", "--json", "--non-interactive", "-s", stack], cancellation)
            .ConfigureAwait(false);
        return json is { Count: > 0 }
            ? (json, "")
            : (null, json is null ? why : $"pulumi knows the stack {stack}, but it has no outputs: it is not up");
    }

    /// <summary>
    /// What another <c>pulumi up</c> would do: the number of resources by the engine's operation (same, create, update …); or null and
    /// the reason it is unknown.
    /// </summary>
    internal static async Task<(IReadOnlyDictionary<string, int>? Changes, string Why)> PreviewAsync(
        Workspace here,
        string stack,
        CancellationToken cancellation
    )
    {
        var (json, why) = await AskAsync(here, ["preview", "--json", "--non-interactive", "-s", stack], cancellation).ConfigureAwait(false);
        return json?["changeSummary"] is JsonObject summary
            ? (summary.ToDictionary(one => one.Key, one => one.Value!.GetValue<int>(), StringComparer.Ordinal), "")
            : (null, json is null ? why : "pulumi preview printed no summary");
    }

    private static async Task<(JsonObject? Json, string Why)> AskAsync(Workspace here, string[] arguments, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(Patience);
        var start = new ProcessStartInfo("pulumi", arguments)
        {
            WorkingDirectory = here.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(end.Token), process.StandardError.ReadToEndAsync(end.Token));
            try
            {
                await process.WaitForExitAsync(end.Token).ConfigureAwait(false);
                var text = await output.ConfigureAwait(false);
                var said = (await errors.ConfigureAwait(false)).Split(
                    '\n',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                );
                if (process.ExitCode != 0)
                {
                    return (null, $"pulumi {arguments[0]} says: {(said.Length > 0 ? said[0] : $"exit status {process.ExitCode}")}");
                }

                var (json, place, problem) = JsonText.Read(Encoding.UTF8.GetBytes(text));
                var where = place.Length == 0 ? "" : $" at {place}";
                return (json, json is null ? $"what pulumi {arguments[0]} printed is not usable{where}: {problem.TrimEnd('.')}" : "");
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return (null, $"pulumi {arguments[0]} did not answer within {Patience.TotalMinutes} minutes");
            }
        }
        catch (Win32Exception)
        {
            return (null, "pulumi is not on PATH, and only it knows what `pulumi up` created");
        }
    }
}
