using System.Diagnostics;
using System.Net.Sockets;

namespace Infra.Engine.Commands;

/// <summary>
/// Checks over plain TCP whether a host responds at all: with an open port, or with a refusal while its sshd is not up yet. A path that
/// drops packets gives neither, and the dials a booting machine is allowed would wait on it for an hour.
/// </summary>
internal static class FirstAnswer
{
    // Four dials of the default fifteen seconds: a minute, as on the clouds.
    private const int Dials = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Returns null if it responds, or if the connection has no limits; else how long nothing arrived.</summary>
    internal static async Task<TimeSpan?> AwaitAsync(RemoteConnection connection, CancellationToken cancellation)
    {
        if (connection.PerDialTimeout == TimeSpan.Zero || connection.DialErrorLimit < 0)
            return null;
        var patience = connection.PerDialTimeout * Dials;
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(Pause, cancellation).ConfigureAwait(false))
        {
            if (await AnswersAsync(connection, cancellation).ConfigureAwait(false))
                return null;
            if (clock.Elapsed >= patience)
                return clock.Elapsed;
        }
    }

    private static async Task<bool> AnswersAsync(RemoteConnection connection, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(connection.PerDialTimeout);
        try
        {
            await client.ConnectAsync(connection.Host, connection.Port, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
