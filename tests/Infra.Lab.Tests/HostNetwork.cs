using System.Diagnostics;

namespace Infra.Lab.Tests;

/// <summary>
/// The state of the host's own network namespace, one fact per line: links, addresses, routes, rules, filters, settings.
/// </summary>
internal sealed record HostNetwork(string Facts)
{
    // Counters and lifetimes are left out because they change by themselves, and mounts other than ours because others mount too.
    private const string Script = """
        ip -br link | awk '{print "link", $1}' | sed 's/@.*//'
        ip -br address | awk '{$2=""; print "address", $0}' | sed 's/@[^ ]*//'
        ip route show table all | sed 's/^/route /'
        ip -6 route show table all | sed 's/ expires [0-9]*sec//; s/^/route6 /'
        ip rule | sed 's/^/rule /'
        nft list ruleset | grep -v counter | sed 's/^/nft /'
        for file in ipv4/ip_forward ipv6/conf/all/forwarding ipv4/conf/all/rp_filter; do echo "$file $(cat /proc/sys/net/$file)"; done
        ip netns list | awk '{print "netns", $1}'
        findmnt -rno TARGET | grep infra | sed 's/^/mount /'
        if [ -e /proc/modules ]; then cut -d' ' -f1 /proc/modules | sed 's/^/module /'; fi
        """;

    internal static HostNetwork Observe()
    {
        var start = new ProcessStartInfo("sh", ["-c", Script]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var facts = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new HostNetwork(facts);
    }

    internal IReadOnlyList<string> AddedSince(HostNetwork before) => [.. Lines.Except(before.Lines)];

    internal IReadOnlyList<string> Lines => Facts.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
