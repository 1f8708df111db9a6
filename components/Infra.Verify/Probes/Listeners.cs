using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Verify.Shell;

namespace Infra.Verify.Probes;

/// <summary>
/// Temporary listeners, on nodes or outside. Without one, a closed port answers with its own RST, and "the firewall rejects" could not be
/// told from "nothing is listening". They end with this object, with the connection, or after three minutes.
/// </summary>
internal sealed class Listeners : IAsyncDisposable
{
    private const int LifetimeSeconds = 180;

    private readonly ImmutableArray<IRunningCommand> running;

    private Listeners(ImmutableArray<IRunningCommand> running) => this.running = running;

    /// <summary>Starts one listener program per machine and waits until all respond.</summary>
    /// <exception cref="ShellException">A machine did not start its listeners; those of the others have ended.</exception>
    internal static async Task<Listeners> StartAsync(
        IReadOnlyCollection<INodeShell> shells,
        Func<string, IReadOnlyCollection<int>> ports,
        CancellationToken cancellation
    )
    {
        var starts = shells.Select(shell => StartAsync(shell, ports(shell.Node), cancellation)).ToList();
        try
        {
            return new Listeners([.. await Task.WhenAll(starts).ConfigureAwait(false)]);
        }
        catch
        {
            foreach (var start in starts.Where(s => s.IsCompletedSuccessfully))
            {
                await (await start.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(running.Select(r => r.DisposeAsync().AsTask())).ConfigureAwait(false);

    // Always asynchronous: a shell that fails immediately must not prevent ending those started before it.
    private static async Task<IRunningCommand> StartAsync(INodeShell shell, IReadOnlyCollection<int> ports, CancellationToken cancellation)
    {
        var request = new JsonObject
        {
            ["tcp"] = new JsonArray([.. ports.Select(p => (JsonNode)p)]),
            ["udp"] = new JsonArray([.. ports.Select(p => (JsonNode)p)]),
            ["seconds"] = LifetimeSeconds,
        };
        var command = $"python3 -I -c {ShellQuote.Word(ProbeWire.Resource("listener.py"))}";
        return await shell.StartAsync(command, request.ToJsonString() + "\n", cancellation).ConfigureAwait(false);
    }
}
