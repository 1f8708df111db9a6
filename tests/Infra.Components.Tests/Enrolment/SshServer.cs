using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Infra.Components.Tests.Enrolment;

/// <summary>
/// A real sshd on the loopback interface, with its own host key. All servers accept the key of the first one started in the process.
/// Prerequisites: ssh, ssh-keygen, bash, and an sshd at /usr/sbin/sshd or the path in INFRA_TEST_SSHD.
/// </summary>
internal sealed class SshServer : IDisposable
{
    private static readonly Lazy<(string Private, string Public)> Operator = new(() => NewKey(""));

    private readonly string directory = Directory.CreateTempSubdirectory("infra-sshd-").FullName;
    private readonly Process server;
    private readonly System.Text.StringBuilder log = new();

    private SshServer(string more, string? passphrase)
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var (host, own) = (NewKey(""), NewKey(passphrase ?? ""));
        HostKey = host.Public.Trim();
        PrivateKey = passphrase is null ? Operator.Value.Private : own.Private;
        Write("host", host.Private);
        Write("authorized", passphrase is null ? Operator.Value.Public : Operator.Value.Public + own.Public);
        Write(
            "config",
            $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {At("host")}
            AuthorizedKeysFile {At("authorized")}
            PidFile none
            StrictModes no
            UsePAM no
            PermitRootLogin yes
            {more}

            """
        );
        var start = new ProcessStartInfo(Executable!, ["-D", "-e", "-f", At("config")]) { RedirectStandardError = true };
        server = Process.Start(start)!;
        server.ErrorDataReceived += (_, line) =>
        {
            lock (log)
                log.AppendLine(line.Data);
        };
        server.BeginErrorReadLine();
        for (var tries = 0; tries < 100 && !Log.Contains("Server listening", StringComparison.Ordinal); tries++)
            Thread.Sleep(50);
    }

    internal int Port { get; }

    internal string HostKey { get; }

    internal string PrivateKey { get; }

    internal string Log
    {
        get
        {
            lock (log)
                return log.ToString();
        }
    }

    private static string? Executable =>
        new[] { Environment.GetEnvironmentVariable("INFRA_TEST_SSHD"), "/usr/sbin/sshd" }.FirstOrDefault(File.Exists);

    /// <param name="more">Further lines of its configuration.</param>
    /// <param name="passphrase">Of a key of its own that it accepts too, which <see cref="PrivateKey"/> then is.</param>
    internal static SshServer Start(string more = "", string? passphrase = null)
    {
        Skip.If(Executable is null, "There is no sshd at /usr/sbin/sshd or where INFRA_TEST_SSHD says.");
        Skip.IfNot(
            new[] { "ssh", "ssh-keygen", "bash" }.All(program =>
                (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)))
            ),
            "ssh, ssh-keygen or bash is not installed"
        );
        return new SshServer(more, passphrase);
    }

    public void Dispose()
    {
        if (!server.HasExited)
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
            Directory.Delete(directory, recursive: true);
        }
    }

    private string At(string file) => Path.Combine(directory, file);

    private void Write(string file, string text)
    {
        // sshd takes no host key that others can read.
        File.WriteAllText(At(file), "");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(At(file), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(At(file), text);
    }

    internal static (string Private, string Public) NewKey(string passphrase)
    {
        var folder = Directory.CreateTempSubdirectory("infra-key-");
        try
        {
            var file = Path.Combine(folder.FullName, "key");
            using var process = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase, "-f", file]);
            process.WaitForExit();
            return (File.ReadAllText(file), File.ReadAllText(file + ".pub"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
