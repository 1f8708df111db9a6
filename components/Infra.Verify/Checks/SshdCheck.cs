namespace Infra.Verify.Checks;

/// <summary>
/// The SSH server accepts only keys, from one file, for one user, who can run commands and nothing else. ReachabilityCheck covers where
/// it can be reached from.
/// </summary>
public sealed class SshdCheck : ICheck
{
    private static readonly (string Setting, string Value)[] Demanded =
    [
        ("passwordauthentication", "no"),
        ("kbdinteractiveauthentication", "no"),
        ("permitrootlogin", "no"),
        ("permitemptypasswords", "no"),
        ("authenticationmethods", "publickey"),
        ("authorizedkeysfile", "/etc/ssh/infra_authorized_keys"),
        ("allowusers", "ops"),
        ("permituserrc", "no"),
        ("permituserenvironment", "no"),
    ];

    // Of nodes, and of bastions.
    private static readonly (string Setting, string Value)[] OfNodes = [("disableforwarding", "yes")];
    private static readonly (string Setting, string Value)[] OfBastions =
    [
        ("allowagentforwarding", "no"),
        ("allowstreamlocalforwarding", "no"),
        ("permittunnel", "no"),
        ("x11forwarding", "no"),
        ("allowtcpforwarding", "local"),
        ("permitlisten", "none"),
        ("gatewayports", "no"),
    ];

    public string Name => "sshd";

    public Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation) =>
        cloud.OnEachNodeAsync(
            async (node, shell) =>
            {
                // -T prints the effective settings after all included files.
                var result = await shell.RunAsync("sudo -n sshd -T", null, cancellation).ConfigureAwait(false);
                var expected = node.IsBastion ? "keys only, no root, forwarding to nodes alone" : "keys only, no root, no forwarding";
                if (result.ExitCode != 0)
                {
                    return [new CheckRow(Name, node.Key, expected, result.Complaint, false)];
                }

                var settings = result
                    .Stdout.Split('\n')
                    .Select(line => line.Split(' ', 2))
                    .Where(parts => parts.Length == 2)
                    .ToLookup(parts => parts[0], parts => parts[1].Trim(), StringComparer.OrdinalIgnoreCase);
                var seen = Demanded
                    .Concat(node.IsBastion ? OfBastions : OfNodes)
                    .Select(d => (d.Setting, d.Value, Actual: settings[d.Setting].FirstOrDefault() ?? "not set"))
                    .ToList();
                return
                [
                    new CheckRow(
                        Name,
                        node.Key,
                        expected,
                        string.Join(", ", seen.Select(s => $"{s.Setting} {s.Actual}")),
                        seen.All(s => s.Actual == s.Value)
                    ),
                ];
            }
        );
}
