using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Lab.Tests;

/// <summary>What passes between a service's nodes, seen where they meet: in the lab's router, beyond every node's filter.</summary>
internal sealed partial class Wire
{
    /// <summary>How many packets <see cref="SendPlain"/> sends: each is seen where it leaves the router.</summary>
    internal const int PlainPackets = 3;

    private const int MostSeconds = 600;

    // A TCP reset to port 9 between two nodes, with the source's address: nothing answers it.
    private const string Plain = """
        import socket, struct, sys
        wire = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
        source, to = (socket.inet_aton(address) for address in sys.argv[1:3])
        header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 40, 0, 0, 64, 6, 0, source, to)
        for _ in range(int(sys.argv[3])):
            wire.sendto(header + struct.pack("!HHIIBBHHH", 9, 9, 0, 0, 0x50, 4, 0, 0, 0), (sys.argv[2], 0))
        """;

    private readonly string router;
    private readonly string[] addresses;

    internal Wire(LabProject project)
    {
        router = $"--net=/run/netns/infra-{LabProcesses.LabId(project)}-router";
        addresses =
        [
            .. Address()
                .Matches(File.ReadAllText(Path.Combine(project.Root, "stacks", $"{project.Stack}.lock.yaml")))
                .Select(match => match.Groups[1].Value),
        ];
    }

    internal Process Start()
    {
        var program = Encoding.UTF8.GetString(Convert.FromBase64String(MeshSwitchTests.Program("wire.py")));
        string[] arguments = [router, "python3", "-I", "-c", program, MostSeconds.ToString(CultureInfo.InvariantCulture), .. addresses];
        return Process.Start(new ProcessStartInfo("nsenter", arguments) { RedirectStandardOutput = true })!;
    }

    internal void SendPlain() =>
        Assert.Equal(
            0,
            LabScript.Run("nsenter", [router, "python3", "-I", "-c", Plain, addresses[0], addresses[1], $"{PlainPackets}"]).ExitCode
        );

    /// <summary>What was seen, as wire.py prints it.</summary>
    internal static async Task<string> EndAsync(Process watched)
    {
        // A moment for what was sent last.
        await Task.Delay(300);
        (await Ran.CommandAsync("kill", $"{watched.Id}")).MustSucceed();
        return (await watched.StandardOutput.ReadToEndAsync()).Trim();
    }

    internal async Task RouterAsync(params string[] command) => (await Ran.CommandAsync("nsenter", [router, .. command])).MustSucceed();

    [GeneratedRegex(@"addresses: \[([0-9.]+), ")]
    private static partial Regex Address();
}
