using System.Globalization;
using Infra.Core.Addressing;
using Infra.Core.Boot;
using Infra.Core.Catalog;
using Infra.Core.Topology;
using Infra.Verify.Probes;
using Infra.Verify.Shell;

namespace Infra.Verify.Checks;

/// <summary>
/// The bastions are the only way in, and lead to nodes' ports for operators alone. Real connections from where operators are: to each node
/// directly, which must be rejected; through each bastion to it, the positive control; and through each bastion to everything else, which
/// its sshd must deny. Then each bastion's log must name who went where.
/// </summary>
public sealed class BastionCheck : ICheck
{
    // A port of no component, the platform's metadata service, a host on the internet, and the bastion itself.
    private static readonly (string Host, int Port)[] Elsewhere =
    [
        ("169.254.169.254", 80),
        ("203.0.113.10", 80),
        ("127.0.0.1", 22),
        ("localhost", 22),
    ];

    private const int ClientPort = 5432;

    public string Name => "bastion";

    public async Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation)
    {
        var operators = cloud.Origins.FirstOrDefault(origin => origin.Name == "management" && origin.Address.Family == IpFamily.V4);
        if (cloud.Plan.Topology.Bastions.IsEmpty || operators is null)
        {
            return [];
        }

        var rows = new List<CheckRow>(await DirectAsync(cloud, operators, cancellation).ConfigureAwait(false));
        foreach (var bastion in cloud.Plan.Topology.Bastions)
        {
            var way = new OperatorWay(cloud.Outside[operators.Namespace], cloud.Endpoints[bastion.Key], bastion);
            foreach (var node in cloud.Plan.Topology.Nodes)
            {
                rows.AddRange(await ThroughAsync(way, node, cancellation).ConfigureAwait(false));
            }

            rows.AddRange(await ElsewhereAsync(way, cloud, cancellation).ConfigureAwait(false));
            rows.Add(await AgentAsync(way, cancellation).ConfigureAwait(false));
            rows.Add(await LogAsync(way, cloud, operators, cancellation).ConfigureAwait(false));
        }

        return rows;
    }

    private async Task<IEnumerable<CheckRow>> DirectAsync(
        CloudUnderTest cloud,
        ProbeOrigin.OutsideNetwork operators,
        CancellationToken cancellation
    )
    {
        var results = await cloud
            .Prober.ProbeAsync(
                [
                    .. cloud.Plan.Topology.Nodes.Select(node => new Probe(
                        operators,
                        node.Key,
                        node.Address,
                        IpProtocol.Tcp,
                        ReservedPorts.Ssh
                    )),
                ],
                cancellation
            )
            .ConfigureAwait(false);
        return results.Select(result => new CheckRow(
            Name,
            $"operators -> {result.Probe.Target}, directly",
            "rejected",
            ProbeRows.Fact(result),
            result.Outcome == ProbeOutcome.Rejected
        ));
    }

    private async Task<IEnumerable<CheckRow>> ThroughAsync(OperatorWay way, Node node, CancellationToken cancellation)
    {
        var ssh = await way.ForwardAsync($"{node.Address}", ReservedPorts.Ssh, cancellation).ConfigureAwait(false);
        var platform = await way.ForwardAsync($"{node.Address}", ReservedPorts.PlatformManagement, cancellation).ConfigureAwait(false);
        var client = await way.ForwardAsync($"{node.Address}", ClientPort, cancellation).ConfigureAwait(false);
        return
        [
            new CheckRow(
                Name,
                Subject(way, $"{node.Key}:22"),
                "an SSH server answers",
                ssh.Fact,
                ssh.Said.StartsWith("SSH-2.0-", StringComparison.Ordinal)
            ),
            new CheckRow(
                Name,
                Subject(way, string.Create(CultureInfo.InvariantCulture, $"{node.Key}:{ReservedPorts.PlatformManagement}")),
                "passed on to the node",
                platform.Fact,
                platform is { Denied: false, Connected: true }
            ),
            new CheckRow(
                Name,
                Subject(way, string.Create(CultureInfo.InvariantCulture, $"{node.Key}:{ClientPort}")),
                "denied by the bastion",
                client.Fact,
                client is { Denied: true, Connected: true }
            ),
        ];
    }

    private async Task<IEnumerable<CheckRow>> ElsewhereAsync(OperatorWay way, CloudUnderTest cloud, CancellationToken cancellation)
    {
        var others = cloud
            .Plan.Topology.Bastions.Where(other => other.Key != way.Bastion.Key)
            .Select(other => ($"{other.Machine.Address}", ReservedPorts.Ssh));
        var rows = new List<CheckRow>();
        foreach (var (host, port) in Elsewhere.Concat(others))
        {
            var forward = await way.ForwardAsync(host, port, cancellation).ConfigureAwait(false);
            rows.Add(
                new CheckRow(
                    Name,
                    Subject(way, string.Create(CultureInfo.InvariantCulture, $"{host}:{port}")),
                    "denied by the bastion",
                    forward.Fact,
                    forward is { Denied: true, Connected: true }
                )
            );
        }

        return rows;
    }

    private async Task<CheckRow> AgentAsync(OperatorWay way, CancellationToken cancellation)
    {
        var result = await way.AgentAsync(cancellation).ConfigureAwait(false);
        return new CheckRow(
            Name,
            $"{way.Bastion.Key}, agent",
            "not forwarded",
            result.ExitCode == 0 ? result.Stdout.Trim() : result.Complaint,
            result is { ExitCode: 0 } && result.Stdout.Trim() == OperatorWay.NoAgent
        );
    }

    /// <summary>After the connections above: the log has them all, each with the operators' key.</summary>
    private async Task<CheckRow> LogAsync(
        OperatorWay way,
        CloudUnderTest cloud,
        ProbeOrigin.OutsideNetwork operators,
        CancellationToken cancellation
    )
    {
        var key = await way.FingerprintAsync(cancellation).ConfigureAwait(false);
        var log = await cloud.Shells[way.Bastion.Key].RunAsync(SessionLog.Command, null, cancellation).ConfigureAwait(false);
        var own = SessionLog.Read(log.Stdout).Where(session => session.From == $"{operators.Address}" && session.Key == key).ToList();
        var missing = cloud
            .Plan.Topology.Nodes.SelectMany(node =>
                new[]
                {
                    (To: $"{node.Address}", Port: ReservedPorts.Ssh, Denied: false),
                    (To: $"{node.Address}", Port: ClientPort, Denied: true),
                }
            )
            .Where(wanted => !own.Exists(session => (session.To, session.Port, session.Denied) == wanted))
            .Select(wanted => string.Create(CultureInfo.InvariantCulture, $"{wanted.To}:{wanted.Port}"))
            .ToList();
        return new CheckRow(
            Name,
            $"{way.Bastion.Key}, session log",
            "names key, source and destination of each connection",
            log.ExitCode != 0 ? log.Complaint
                : missing.Count > 0 ? $"nothing of {string.Join(", ", missing)}"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{own.Count} connections of {key[..Math.Min(key.Length, 15)]}… from {operators.Address}, "
                        + $"{own.Count(session => session.Denied)} denied"
                ),
            log.ExitCode == 0 && missing.Count == 0 && own.Count > 0
        );
    }

    private static string Subject(OperatorWay way, string to) => $"through {way.Bastion.Key} -> {to}";
}
