using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Infra.Components.Tests.Enrolment;

/// <summary>The scripts that ask whether something answers, run as the engines run them; and the sockets they meet.</summary>
internal static class AnswerScript
{
    internal sealed record Result(int Code, string Output, string Error, TimeSpan Took);

    /// <param name="arguments">What follows <c>bash -s</c>.</param>
    internal static async Task<Result> RunAsync(string script, IEnumerable<KeyValuePair<string, string>> variables, string arguments = "")
    {
        Skip.IfNot(
            File.Exists("/bin/sh")
                && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "bash"))),
            "bash is not installed"
        );
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"bash -s {arguments}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Result(process.ExitCode, await output, await error, clock.Elapsed);
    }

    /// <summary>A port of this machine that refuses connections: nothing listens.</summary>
    internal static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    /// <summary>One that connects.</summary>
    internal static Socket Listener(int backlog)
    {
        var listener = Bound();
        listener.Listen(backlog);
        return listener;
    }

    internal static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>
    /// Greets everyone who connects, on a thread of its own: stacks that run beside keep the pool's busy for longer than a script waits.
    /// </summary>
    /// <param name="hangsUp">Whether the connection is closed after that.</param>
    /// <param name="banners">In turn; the last is repeated.</param>
    internal static void Serve(Socket server, bool hangsUp, params string[] banners) =>
        new Thread(() =>
        {
            var open = new List<Socket>();
            try
            {
                for (var i = 0; ; i++)
                {
                    var client = server.Accept();
                    client.Send(Encoding.ASCII.GetBytes(banners[Math.Min(i, banners.Length - 1)]));
                    if (hangsUp)
                        client.Dispose();
                    else
                        open.Add(client);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
                open.ForEach(client => client.Dispose());
            }
        })
        {
            IsBackground = true,
        }.Start();
}
