namespace Infra.Core.Tests.Boot;

/// <summary>
/// A machine image as seen by a boot script: a PATH with only these tools, so that nothing depends on the build machine, and a console
/// that is a file. Fake tools record how they were called.
/// </summary>
internal sealed class ImageTools : IDisposable
{
    // What any Debian has: only Essential packages.
    private static readonly string[] Essential = ["sh", "cat", "mkdir", "chmod", "rm", "true", "false"];

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("infra-image-tools-");

    internal ImageTools()
    {
        Bin = _root.CreateSubdirectory("bin").FullName;
        _root.CreateSubdirectory("sbin");
        _root.CreateSubdirectory("units");
        foreach (var tool in Essential)
        {
            Link(tool);
        }
    }

    internal string Root => _root.FullName;

    internal string Console => Read("console");

    internal string Calls => Read("calls");

    private string Bin { get; }

    /// <summary>Uses this machine's own tool.</summary>
    internal void Link(string tool) =>
        File.CreateSymbolicLink(
            Path.Combine(Bin, tool),
            Tool.Find(tool) ?? throw new InvalidOperationException($"This machine has no {tool}.")
        );

    /// <summary>A fake tool that records its arguments and input, then runs the given script.</summary>
    internal void Pretend(string tool, string text = "exit 0", bool reads = false)
    {
        var path = Path.Combine(Bin, tool);
        var script = $"#!{Tool.Find("sh")}\necho \"{tool} $*\" >>{Root}/calls\n{(reads ? $"cat >>{Root}/calls\n" : "")}{text}\n";

        // The link and not its target, which is this machine's own tool.
        File.Delete(path);

        // Written by a separate process: if this one had it open, a parallel test could start a program that inherits it, causing "text
        // file busy".
        Assert.Equal(0, Tool.Run(script, "/", "sh", "-c", "set -C; cat >\"$1\" && chmod 700 \"$1\"", "sh", path).ExitCode);
    }

    /// <summary>Both families of iptables, which answer like a kernel without rules.</summary>
    internal void PretendIptables(string restore = "exit 0", string restore6 = "exit 0")
    {
        Pretend("iptables");
        Pretend("ip6tables");
        Pretend("iptables-restore", restore, reads: true);
        Pretend("ip6tables-restore", restore6, reads: true);
    }

    internal void Touch(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, path))!);
        File.WriteAllText(Path.Combine(Root, path), "");
    }

    internal bool Has(string path) => File.Exists(Path.Combine(Root, path));

    internal string Read(string path) => Has(path) ? File.ReadAllText(Path.Combine(Root, path)) : "";

    internal void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, path))!);
        File.WriteAllText(Path.Combine(Root, path), content);
    }

    /// <summary>One of our scripts, with this directory replacing the paths it reads and writes.</summary>
    internal string Here(string script) =>
        script
            .Replace("/etc/cloud", $"{Root}/cloud", StringComparison.Ordinal)
            .Replace("/var/lib/", $"{Root}/", StringComparison.Ordinal)
            .Replace("/usr/local/sbin", $"{Root}/sbin", StringComparison.Ordinal)
            .Replace("/run/systemd/system", $"{Root}/booted", StringComparison.Ordinal)
            .Replace("/etc/systemd/system", $"{Root}/units", StringComparison.Ordinal)
            .Replace("/etc/infra", $"{Root}/etc-infra", StringComparison.Ordinal)
            .Replace("/dev/console", $"{Root}/console", StringComparison.Ordinal);

    /// <summary>Runs one of our scripts with this directory replacing the paths it writes to.</summary>
    /// <param name="inNamespace">In its own network namespace, for real packet filters.</param>
    /// <param name="afterwards">Shell text that runs in the same network, with this machine's tools.</param>
    /// <param name="argument">The script's argument.</param>
    internal Tool Run(string script, bool inNamespace = false, string afterwards = "", string argument = "")
    {
        File.WriteAllText(Path.Combine(Root, "script"), Here(script));
        File.Delete(Path.Combine(Root, "console"));
        var command = $"(PATH=$1/bin; export PATH; exec sh \"$1/script\" {argument}); code=$?; {afterwards}\nexit $code";
        return inNamespace
            ? Tool.Run("", "/", "unshare", "--net", "sh", "-c", command, "sh", Root)
            : Tool.Run("", "/", "sh", "-c", command, "sh", Root);
    }

    public void Dispose() => _root.Delete(recursive: true);
}
