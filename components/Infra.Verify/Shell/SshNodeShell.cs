using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Infra.Verify.Shell;

/// <summary>Runs commands over one SSH connection per node, opened on first use; the host key is pinned.</summary>
public sealed class SshNodeShell : INodeShell
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    private readonly NodeEndpoint endpoint;
    private readonly PrivateKeyFile key;
    private readonly SshClient client;
    private readonly SshJump? jump;
    private readonly SemaphoreSlim connecting = new(1, 1);

    /// <exception cref="ShellException">The private key cannot be read.</exception>
    public SshNodeShell(NodeEndpoint endpoint)
    {
        this.endpoint = endpoint;
        try
        {
            key = new PrivateKeyFile(endpoint.PrivateKeyPath);
        }
        catch (Exception e) when (e is IOException or SshException or UnauthorizedAccessException)
        {
            throw new ShellException($"The key {endpoint.PrivateKeyPath} cannot be read: {e.Message}", e);
        }

        jump = endpoint.Jump is { } through ? new SshJump(Client(through, through.Host, through.Port), endpoint) : null;
        client = Client(endpoint, jump?.Host ?? endpoint.Host, jump?.Port ?? endpoint.Port);
    }

    public string Node => endpoint.Node;

    public async Task<ShellResult> RunAsync(string command, string? stdin, CancellationToken cancellation)
    {
        try
        {
            await ConnectAsync(cancellation).ConfigureAwait(false);
            using var running = client.CreateCommand(command);
            var execution = running.ExecuteAsync(cancellation);
            if (stdin is not null)
            {
                using var input = running.CreateInputStream();
                await input.WriteAsync(Encoding.UTF8.GetBytes(stdin), cancellation).ConfigureAwait(false);
            }

            await execution.ConfigureAwait(false);
            return new ShellResult(running.ExitStatus ?? -1, running.Result, running.Error);
        }
        catch (Exception e) when (IsConnectionFailure(e))
        {
            return new ShellResult(-1, "", $"ssh {endpoint.Host}:{endpoint.Port}: {e.Message}");
        }
    }

    public async Task<IRunningCommand> StartAsync(string command, string stdin, CancellationToken cancellation)
    {
        try
        {
            await ConnectAsync(cancellation).ConfigureAwait(false);
            return await SshRunningCommand.StartAsync(client.CreateCommand(command), stdin, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (IsConnectionFailure(e))
        {
            throw new ShellException($"{Node}: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        client.Dispose();
        jump?.Dispose();
        key.Dispose();
        connecting.Dispose();
    }

    private SshClient Client(NodeEndpoint of, string host, int port)
    {
        var expected = of.HostKeyBlob();
        var made = new SshClient(
            new ConnectionInfo(host, port, of.User, new PrivateKeyAuthenticationMethod(of.User, key)) { Timeout = ConnectTimeout }
        );
        made.HostKeyReceived += (_, e) => e.CanTrust = CryptographicOperations.FixedTimeEquals(e.HostKey, expected);
        return made;
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        await connecting.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!client.IsConnected)
            {
                if (jump is not null)
                {
                    await jump.OpenAsync(cancellation).ConfigureAwait(false);
                }

                await client.ConnectAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            connecting.Release();
        }
    }

    private static bool IsConnectionFailure(Exception e) =>
        e is SshException or SocketException or IOException or InvalidOperationException;
}
