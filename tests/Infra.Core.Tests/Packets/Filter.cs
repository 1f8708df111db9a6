using System.Text.RegularExpressions;
using Infra.Core.Bundle;

namespace Infra.Core.Tests.Packets;

/// <summary>Loads a bundle's firewall into a namespace, with the very code used on nodes and either back end of iptables.</summary>
internal sealed partial class Filter : IDisposable
{
    // Prints how long the load took in the kernel's tools, in milliseconds, without this program's own startup.
    private const string Load = """
        import sys, time
        sys.path.insert(0, sys.argv[1])
        import firewall
        started = time.monotonic()
        firewall.load_firewall(sys.argv[2])
        print("%.1f" % ((time.monotonic() - started) * 1000))
        """;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("infra-packets-");
    private readonly string _backEnd;

    /// <param name="backEnd"><c>nft</c> or <c>legacy</c>.</param>
    internal Filter(string backEnd)
    {
        _backEnd = backEnd;

        // infra-apply's requirement for a directory that replaces /: then its bin/ comes first in the search path.
        var bin = _root.CreateSubdirectory("bin").FullName;
        File.WriteAllText(Path.Combine(_root.FullName, "TEST-ROOT"), "");
        File.WriteAllText(Path.Combine(bin, "systemctl"), "");
        foreach (
            var tool in (string[])["iptables", "ip6tables", "iptables-restore", "ip6tables-restore", "iptables-save", "ip6tables-save"]
        )
        {
            File.CreateSymbolicLink(Path.Combine(bin, tool), Tool.Find($"xtables-{backEnd}-multi")!);
        }
    }

    /// <summary>Loads the firewall files of a bundle.</summary>
    /// <param name="change">Applied to each file's text: how a test breaks one.</param>
    /// <returns>Milliseconds.</returns>
    internal double LoadInto(Namespace where, NodeBundle bundle, Func<string, string>? change = null)
    {
        const string prefix = "/etc/infra/firewall/";
        var directory = _root.CreateSubdirectory("firewall").FullName;
        foreach (var file in bundle.Files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            File.WriteAllText(Path.Combine(directory, file.Path[prefix.Length..]), change is null ? file.Content : change(file.Content));
        }

        var library = Repository.PathOf("components", "Infra.Core", "Boot", "node", "lib", "infra");
        var run = Tool.Run(
            Load,
            "/",
            "nsenter",
            $"--net=/proc/{where.Pid}/ns/net",
            "env",
            $"INFRA_ROOT={_root.FullName}",
            "PYTHONDONTWRITEBYTECODE=1",
            "python3",
            "-",
            library,
            directory
        );
        Assert.True(run.ExitCode == 0, run.Output);
        return double.Parse(run.Output);
    }

    /// <summary>All rules and sets of a namespace, without counters and the hashes' random seeds.</summary>
    internal string Dump(Namespace where) =>
        string.Join(
            '\n',
            where
                .Script($"iptables-{_backEnd}-save; ip6tables-{_backEnd}-save; ipset save | sort")
                .Split('\n')
                .Where(line => !line.StartsWith('#'))
                .Select(line => Varying().Replace(line, ""))
        );

    [GeneratedRegex(@" \[[0-9]+:[0-9]+\]$| initval 0x[0-9a-f]+")]
    private static partial Regex Varying();

    public void Dispose() => _root.Delete(recursive: true);
}
