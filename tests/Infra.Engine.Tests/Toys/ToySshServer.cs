using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Pulumi.Command.Remote.Inputs;

namespace Infra.Engine.Tests.Toys;

/// <summary>
/// A real sshd on the loopback interface, with its own keys. Prerequisites: ssh-keygen, and an sshd at /usr/sbin/sshd or the path in
/// INFRA_TEST_SSHD.
/// </summary>
internal sealed class ToySshServer : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("infra-sshd-").FullName;
    private readonly Process server;

    public ToySshServer()
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", At("host"));
        Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", At("user"));
        File.WriteAllText(
            At("config"),
            $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {At("host")}
            AuthorizedKeysFile {At("user.pub")}
            PidFile none
            StrictModes no
            UsePAM no
            PermitRootLogin yes

            """
        );
        var start = Child.Of(Executable!, "-D", "-e", "-f", At("config"));
        start.RedirectStandardError = true;
        server = Process.Start(start)!;
    }

    /// <summary>Null if this machine has none.</summary>
    public static string? Executable =>
        new[] { Environment.GetEnvironmentVariable("INFRA_TEST_SSHD"), "/usr/sbin/sshd" }.FirstOrDefault(File.Exists);

    public int Port { get; }

    public string HostKey => File.ReadAllText(At("host.pub"));

    public string UserPublicKey => File.ReadAllText(At("user.pub"));

    public ConnectionArgs Connection(string? hostKey = null) =>
        new()
        {
            Host = "127.0.0.1",
            Port = Port,
            User = Environment.UserName,
            PrivateKey = File.ReadAllText(At("user")),
            HostKey = hostKey ?? HostKey,
        };

    public void Dispose()
    {
        server.Kill(entireProcessTree: true);
        server.WaitForExit();
        server.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private string At(string file) => Path.Combine(directory, file);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(Child.Of(program, arguments))!;
        process.WaitForExit();
    }
}
