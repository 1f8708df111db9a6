using System.Net;
using Renci.SshNet;

namespace Infra.Engine.Commands;

/// <summary>
/// An open connection to a host, and the one to the proxy that carries it, if any. The proxy's end is a port of the loopback interface for
/// as long as the session lasts; whoever else connects to it reaches the host's sshd, and no further.
/// </summary>
internal sealed class RemoteSession : IDisposable
{
    private readonly SshClient? _proxy;
    private readonly ForwardedPortLocal? _port;

    private RemoteSession(SshClient client, SshClient? proxy, ForwardedPortLocal? port)
    {
        Client = client;
        _proxy = proxy;
        _port = port;
    }

    public SshClient Client { get; }

    /// <summary>Dials once.</summary>
    /// <param name="onOtherKey">Called with the key that the dialled host presented instead of the pinned one.</param>
    /// <param name="onProxy">Called once the proxy is connected: what fails afterwards is not its fault.</param>
    public static async Task<RemoteSession> OpenAsync(
        RemoteConnection connection,
        Action<string> onOtherKey,
        Action onProxy,
        CancellationToken cancellation
    )
    {
        SshClient? proxy = null;
        ForwardedPortLocal? port = null;
        SshClient? client = null;
        try
        {
            if (connection.Proxy is { } through)
            {
                proxy = through.CreateClient(onOtherKey);
                await proxy.ConnectAsync(cancellation).ConfigureAwait(false);
                onProxy();
                port = new ForwardedPortLocal(IPAddress.Loopback.ToString(), 0, connection.Host, (uint)connection.Port);
                proxy.AddForwardedPort(port);
                port.Start();
            }

            var at = port is null ? null : new IPEndPoint(IPAddress.Loopback, (int)port.BoundPort);
            client = connection.CreateClient(onOtherKey, at);
            await client.ConnectAsync(cancellation).ConfigureAwait(false);
            return new RemoteSession(client, proxy, port);
        }
        catch
        {
            client?.Dispose();
            Close(proxy, port);
            throw;
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        Close(_proxy, _port);
    }

    private static void Close(SshClient? proxy, ForwardedPortLocal? port)
    {
        port?.Dispose();
        proxy?.Dispose();
    }
}
