using System.Diagnostics;
using System.Runtime.Versioning;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Local;

/// <summary>
/// Root runs what is in the lab's directory. Here another user of this machine created it first, and the stack's own commands are run on
/// what that user planted there. Requires root, as giving a directory to another user does.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class PlantedDirectoryTests : IDisposable
{
    private const string Command = "command:local:Command";
    private const string Id = "ab1eab1e";
    private const string Other = "65534";

    // How the other user gained the directory; $1 is the lab's, created below a directory only root can write to.
    private static readonly Dictionary<string, (string Planted, string Said)> Plants = new(StringComparer.Ordinal)
    {
        ["his directory"] = ($"chown -R {Other} \"$1\"", $"belongs to uid {Other}, not to uid 0"),
        ["his directory, with our scripts in it"] = ($"chown {Other} \"$1\"", $"belongs to uid {Other}"),
        ["his directory of the lab's id"] = ($"chown {Other} \"$1/{Id}\"", $"/{Id} belongs to uid {Other}"),
        ["his directory of scripts"] = ($"chown {Other} \"$1/{Id}/tools\"", $"/{Id}/tools belongs to uid {Other}"),
        ["a directory that everybody writes"] = ("chmod 777 \"$1\"", "can be written by others"),
        ["a directory that everybody writes, sticky"] = ("chmod 1777 \"$1\"", "can be written by others"),
        ["a directory that a group writes"] = ($"chmod 770 \"$1/{Id}\"", "can be written by others"),
        ["a link to his directory"] = (
            $"mv \"$1\" \"$1.his\" && chown -R {Other} \"$1.his\" && ln -s \"$1.his\" \"$1\"",
            "is a link or a file"
        ),
        ["a link to root's directory, which he can turn round"] = (
            "mv \"$1\" \"$1.roots\" && ln -s \"$1.roots\" \"$1\" && chown -h 65534 \"$1\"",
            "is a link or a file"
        ),
        ["a link within it"] = ($"mv \"$1/{Id}/tools\" \"$1/his\" && ln -s ../his \"$1/{Id}/tools\"", "tools is a link or a file"),
        ["root's directory below one of his"] = ($"chown {Other} \"${{1%/*}}\"", $"belongs to uid {Other}"),
        ["root's directory below one that everybody writes"] = ("chmod 777 \"${1%/*}\"", "can be written by others"),
    };

    // Where nobody else can replace anything.
    private static readonly Dictionary<string, string> Sound = new(StringComparer.Ordinal)
    {
        ["root's alone"] = "true",
        ["below one that everybody writes, sticky, as /var/tmp is"] = "chmod 1777 \"${1%/*}\"",
        ["readable by others, from now on no more"] = "chmod 755 \"$1\"",
        ["a blank and a quote in its name, given with slashes at its end"] = "true",
    };

    private readonly string _below = Path.Combine(Directory.CreateTempSubdirectory("infra-planted-").FullName, "below");

    public static TheoryData<string> Planted => [.. Plants.Keys];

    public static TheoryData<string> Good => [.. Sound.Keys];

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_below)!, recursive: true);

    [SkippableTheory]
    [MemberData(nameof(Planted))]
    public async Task Commands_DirectoryThatIsNotRootsAlone_RunNothingThatLiesThere(string name)
    {
        SkipUnlessRoot();
        var lab = Path.Combine(_below, "lab");
        var commands = await CommandsAsync();
        Assert.True(commands.Count > 8, $"only {commands.Count} commands");
        Plant(lab);
        Shell(Plants[name].Planted, lab);

        foreach (var (text, stdin) in commands)
        {
            var (status, said) = Run(text, stdin, lab);

            Assert.True(status == 1, $"{status}: {text}\n{said}");
            Assert.Contains(Plants[name].Said, said, StringComparison.Ordinal);
            Assert.Contains("set INFRA_LAB_DIR", said, StringComparison.OrdinalIgnoreCase);
            Assert.False(File.Exists(Path.Combine(_below, "ran")), text);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Good))]
    public async Task Commands_DirectoryOfRootAlone_RunWhatTheyUnpacked(string name)
    {
        SkipUnlessRoot();
        var odd = name.StartsWith("a blank", StringComparison.Ordinal);
        var lab = Path.Combine(_below, odd ? "a 'lab" : "lab");
        Plant(lab);
        Shell(Sound[name], lab);
        var commands = await CommandsAsync();
        var (unpack, archive) = commands.Single(command =>
            command.Stdin.Length > 0 && command.Text.Contains("base64 -d", StringComparison.Ordinal)
        );

        var (unpacked, said) = Run(unpack, archive, odd ? lab + "//" : lab);

        Assert.True(unpacked == 0, said);
        foreach (var directory in new[] { lab, Path.Combine(lab, Id), Path.Combine(lab, Id, "tools") })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));
        // The scripts are ours now, not the planted ones; and if one is run, it is found.
        Assert.DoesNotContain("ran", await File.ReadAllTextAsync(Path.Combine(lab, Id, "tools", "network")), StringComparison.Ordinal);
        Plant(lab);
        Assert.Equal(
            0,
            Run(commands.First(command => command.Text.EndsWith("/network\" up", StringComparison.Ordinal)).Text, "", lab).Status
        );
        Assert.True(File.Exists(Path.Combine(_below, "ran")));
    }

    [SkippableFact]
    public async Task Commands_NoDirectoryYet_MakeItForRootAloneOrRunNothing()
    {
        SkipUnlessRoot();
        Directory.CreateDirectory(_below);
        var lab = Path.Combine(_below, "not", "there", "yet");
        var commands = await CommandsAsync();

        Assert.Equal(
            127,
            Run(commands.First(command => command.Text.EndsWith("/network\" up", StringComparison.Ordinal)).Text, "", lab).Status
        );
        Assert.False(Directory.Exists(lab));
        var (unpack, archive) = commands.Single(command => command.Text.Contains("base64 -d", StringComparison.Ordinal));
        Assert.Equal(0, Run(unpack, archive, lab).Status);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(lab));
    }

    /// <summary>Every command of the local example that runs something from the lab's directory.</summary>
    private static async Task<IReadOnlyList<(string Text, string Stdin)>> CommandsAsync()
    {
        var run = await StackRun.OfAsync(
            (await File.ReadAllTextAsync(Path.Combine(StackRun.Repository, "stacks", "Pulumi.local.yaml"))).Replace(
                "    zones: 3\n",
                "    dns: {zone: db.example.com}\n    zones: 3\n",
                StringComparison.Ordinal
            ),
            await File.ReadAllTextAsync(Path.Combine(StackRun.Repository, "stacks", "local.lock.yaml")),
            mocks: new CloudMocks(),
            config: new Dictionary<string, string>()
        );
        return
        [
            .. from command in run.OfType(Command)
            from input in new[] { "create", "update", "delete" }
            where command[input] is string text && text.Contains("INFRA_LAB_ID", StringComparison.Ordinal)
            group command["stdin"] as string ?? "" by (string)command[input]! into same
            select (same.Key, same.First()),
        ];
    }

    // Scripts that leave a trace if they are run.
    private void Plant(string lab)
    {
        var tools = Path.Combine(lab, Id, "tools");
        Directory.CreateDirectory(tools);
        foreach (var script in new[] { "network", "vm", "image", "operator-key", "hosts" })
        {
            File.WriteAllText(Path.Combine(tools, script), $"#!/bin/sh\n: ran >'{_below}/ran'\n");
            File.SetUnixFileMode(Path.Combine(tools, script), (UnixFileMode)0b111_101_101);
        }

        foreach (var directory in new[] { lab, Path.Combine(lab, Id), tools, _below })
            File.SetUnixFileMode(directory, (UnixFileMode)0b111_000_000);
    }

    private static void Shell(string text, string argument)
    {
        using var process = Process.Start("/bin/sh", ["-c", text, "sh", argument]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static (int Status, string Said) Run(string text, string stdin, string lab)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", text])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["INFRA_LAB_DIR"] = lab;
        start.Environment["INFRA_LAB_ID"] = Id;
        start.Environment["INFRA_LAB_EPOCH"] = "1";
        using var process = Process.Start(start)!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            process.StandardInput.Write(stdin);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It had ended without reading.
        }

        process.WaitForExit();
        return (process.ExitCode, string.Concat(said.GetAwaiter().GetResult()));
    }

    private static void SkipUnlessRoot() => Skip.IfNot(Environment.IsPrivilegedProcess, "needs root, to give a directory to somebody else");
}
