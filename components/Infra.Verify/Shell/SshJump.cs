using System.Net;
using System.Net.Sockets;
using Renci.SshNet;

namespace Infra.Verify.Shell;

/// <summary>A way to a node through a bastion: a port of this machine's loopback interface, for as long as the login lasts.</summary>
internal sealed class SshJump : IDisposable
{
    private readonly SshClient bastion;
    private readonly ForwardedPortLocal port;

    /// <param name="bastion">Not yet connected.</param>
    internal SshJump(SshClient bastion, NodeEndpoint node)
    {
        this.bastion = bastion;
        Host = IPAddress.Loopback.ToString();
        Port = FreePort();
        port = new ForwardedPortLocal(Host, (uint)Port, node.Host, (uint)node.Port);
    }

    internal string Host { get; }

    internal int Port { get; }

    internal async Task OpenAsync(CancellationToken cancellation)
    {
        if (!bastion.IsConnected)
        {
            await bastion.ConnectAsync(cancellation).ConfigureAwait(false);
            bastion.AddForwardedPort(port);
        }

        if (!port.IsStarted)
        {
            port.Start();
        }
    }

    public void Dispose()
    {
        port.Dispose();
        bastion.Dispose();
    }

    // The client is given its address before anything is connected.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
