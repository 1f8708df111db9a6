using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

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
}
