using System.Text.Json;
using Infra.Verify.Shell;

namespace Infra.Verify.Checks;

/// <summary>
/// Further kernel and disk state of a node: the firewall is as loaded, first, and without other rules; no interface accepts or sends
/// redirects; the unit that closes the node at its next boot is active; and none of its stored files is corrupt.
/// </summary>
public sealed class NodeFilterCheck : ICheck
{
    /// <summary>
    /// Each interface's settings, including the default for new ones ("default"), and lo's too: one rule without exceptions.
    /// </summary>
    private const string Redirects = """
        cd /proc/sys/net && grep -H . \
            ipv4/conf/*/accept_redirects ipv4/conf/*/secure_redirects ipv4/conf/*/send_redirects ipv6/conf/*/accept_redirects
        """;

    private static readonly string[] Families = ["ipv4", "ipv6"];

    // One line per unit. sshd and the network start only after it: RequiredBy names the units that would not start without it.
    private const string Unit = "systemctl show infra-lockdown.service --property=ActiveState,UnitFileState,RequiredBy";

    public string Name => "filter";

    public Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation) =>
        cloud.OnEachNodeAsync(
            async (node, shell) =>
            {
                var status = await shell.RunAsync("sudo -n infra-apply status", null, cancellation).ConfigureAwait(false);
                var redirects = await shell.RunAsync(Redirects, null, cancellation).ConfigureAwait(false);
                var unit = await shell.RunAsync(Unit, null, cancellation).ConfigureAwait(false);
                return [Filter(node.Key, status), Memory(node.Key, status), OfRedirects(node.Key, redirects), OfTheUnit(node.Key, unit)];
            }
        );

    private CheckRow Filter(string node, ShellResult status)
    {
        const string expected = "only the node's own rules, in first place";
        return Read(status) is not { } json || !json.TryGetProperty("firewallDrift", out var drift) || drift.GetString() is not { } other
            ? new CheckRow(Name, node, expected, status.Complaint, false)
            : new CheckRow(
                Name,
                node,
                expected,
                other.Length > 0 ? other : "sets and chains as on its disk, nothing before or besides them",
                other.Length == 0
            );
    }

    private CheckRow Memory(string node, ShellResult status)
    {
        const string expected = "every file of its memory can be read";
        if (Read(status) is not { } json || !json.TryGetProperty("broken", out var found) || found.ValueKind is not JsonValueKind.Array)
        {
            return new CheckRow(Name, node, expected, status.Complaint, false);
        }

        var broken = string.Join("; ", found.EnumerateArray().Select(file => file.GetString()));
        return new CheckRow(Name, node, expected, broken.Length > 0 ? broken : "none broken", broken.Length == 0);
    }

    private CheckRow OfRedirects(string node, ShellResult result)
    {
        var settings = result
            .Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim().Split(':'))
            .Where(parts => parts.Length == 2)
            .ToList();
        var on = settings.Where(setting => setting[1] != "0").Select(setting => $"{setting[0]} {setting[1]}").ToList();
        var interfaces = settings
            .Select(setting => setting[0].Split('/'))
            .Where(path => path.Length == 4)
            .Select(path => path[2])
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        // A missing setting cannot count as "all off": the "default" of IPv4 and IPv6 always exists.
        var seen = Families.All(family => settings.Exists(setting => setting[0] == $"{family}/conf/default/accept_redirects"));
        return new CheckRow(
            Name,
            node,
            "no interface accepts or sends ICMP redirects",
            !seen ? result.Complaint
                : on.Count > 0 ? string.Join(", ", on)
                : $"off on {string.Join(' ', interfaces)}",
            seen && on.Count == 0
        );
    }

    private CheckRow OfTheUnit(string node, ShellResult result)
    {
        var facts = result
            .Stdout.Split('\n')
            .Select(line => line.Trim().Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0], parts => parts[1]);
        string Fact(string name) => facts[name].FirstOrDefault() ?? result.Complaint;
        var behind = Fact("RequiredBy").Split(' ');
        var holds =
            Fact("ActiveState") == "active"
            && Fact("UnitFileState") == "enabled"
            && behind.Contains("ssh.service")
            && behind.Contains("systemd-networkd.service");
        return new CheckRow(
            Name,
            node,
            "closed at boot before network and sshd",
            $"infra-lockdown {Fact("ActiveState")}, {Fact("UnitFileState")}; needed by "
                + $"{string.Join(' ', behind.Order(StringComparer.Ordinal))}",
            holds
        );
    }

    private static JsonElement? Read(ShellResult status)
    {
        if (status.ExitCode != 0 || !status.Stdout.TrimStart().StartsWith('{'))
        {
            return null;
        }

        using var json = JsonDocument.Parse(status.Stdout);
        return json.RootElement.Clone();
    }
}
