using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Core;
using Infra.Core.Addressing;
using Infra.Core.Policy;

namespace Infra.Cli.Commands;

/// <summary><c>infra policy</c>: who may talk to whom, on which ports, and why. Every firewall is generated from it.</summary>
internal sealed class PolicyCommand : Command
{
    // Of 8,000 networks a table shows only the first; --json has all.
    private const int Shown = 4;

    private readonly Option<string> stack = CommonOptions.Stack();
    private readonly Option<bool> json = CommonOptions.Json("the policy, every network of it,");

    internal PolicyCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("policy", "Show who may talk to whom, on what, and why.")
    {
        Add(stack);
        Add(json);
        SetAction(parsed =>
        {
            var loaded = LoadedStack.Load(workspace(), parsed.GetRequiredValue(stack), messages);
            var rows = Rows(loaded.Plan).ToList();
            if (parsed.GetValue(json))
            {
                screen.Raw(
                    JsonSerializer.Serialize(
                        new
                        {
                            formatVersion = 1,
                            project = loaded.Plan.Spec.Name,
                            flows = rows,
                        },
                        Json.Indented
                    )
                );
                return ExitCode.Ok;
            }

            screen.Table(
                ["source", "destination", "port", "reason"],
                rows.Select(IReadOnlyList<Piece> (row) => [Text(row.Source), Text(row.Destination), PortText(row), row.Reason])
            );
            screen.Line(
                new Piece(
                    "Connections that are not listed are rejected at once; what IP itself needs (ICMP, DHCP) is not listed.",
                    Tone.Quiet
                )
            );
            return ExitCode.Ok;
        });
    }

    private static IEnumerable<Row> Rows(ProjectPlan plan) =>
        [
            .. plan.Policy.Flows.SelectMany(flow => Rows(flow, plan)).OrderBy(row => row.Key, StringComparer.Ordinal),
            .. plan.Policy.Egress.Select(flow => new Row(
                flow.Key,
                new End(flow.Service, [], []),
                new End(flow.Purpose.Zone, [], Networks(flow.Cidrs)),
                Word(flow.Protocol),
                Numbers(flow.Ports),
                flow.Reason
            )),
        ];

    private static IEnumerable<Row> Rows(Flow flow, ProjectPlan plan)
    {
        Row Row(string key, End source, string reason, ImmutableArray<string> nodes = default) =>
            new(key, source, new End(flow.Service, nodes.IsDefault ? [] : nodes, []), Word(flow.Protocol), Numbers(flow.Ports), reason);
        return flow.Purpose switch
        {
            FlowPurpose.FromOutside from => ClientOrigin
                .Of(flow, from, plan.Spec.Peerings.Values)
                .Select(origin => Row(origin.Key, new End(origin.Zone, [], Networks(origin.Sources)), origin.Reason)),
            FlowPurpose.Tunnel => [Row(flow.Key, new End($"nodes of {flow.Service}", [], []), flow.Reason)],
            FlowPurpose.Mesh mesh =>
            [
                Row(flow.Key, new End($"nodes of {flow.Service}, in the tunnel", [], []), flow.Reason, [.. mesh.OnlyTo ?? []]),
            ],
            _ => throw new InvalidOperationException($"Flow {flow.Key}: no name for {flow.Purpose}."),
        };
    }

    // In the printed form: no number means all ports of the protocol.
    private static ImmutableArray<int> Numbers(Ports ports) => ports is Ports.Listed listed ? listed.Numbers : [];

    private static ImmutableArray<string> Networks(ImmutableArray<Cidr> cidrs) => [.. cidrs.Select(cidr => cidr.ToString())];

    private static string Word(IpProtocol? protocol) => protocol?.Keyword() ?? "any";

    private static string PortText(Row row)
    {
        var ports = string.Join(',', NumberRange.Of(row.Ports));
        return ports.Length == 0 ? row.Protocol : $"{ports}/{row.Protocol}";
    }

    private static string Text(End end)
    {
        // The internet needs no explanation; listing its parts, everything but the private networks, would only obscure it.
        var parts =
            end.Nodes.Length > 0 ? end.Nodes
            : end.Zone == FlowZones.Internet && end.Networks.Length > Shown ? []
            : end.Networks;
        var more = parts.Length > Shown ? $" and {parts.Length - Shown} more" : "";
        return parts.IsEmpty ? end.Zone : $"{end.Zone}: {string.Join(", ", parts.Take(Shown))}{more}";
    }

    /// <param name="Key">Stable, named after its meaning.</param>
    /// <param name="Protocol">In lower case; <c>any</c> for every protocol.</param>
    /// <param name="Ports">Empty: all ports of the protocol.</param>
    private sealed record Row(string Key, End Source, End Destination, string Protocol, ImmutableArray<int> Ports, string Reason);

    /// <param name="Zone">A zone or a service.</param>
    /// <param name="Nodes">Node keys, if not all of the service's.</param>
    /// <param name="Networks">In CIDR notation, if the zone consists of networks.</param>
    private sealed record End(string Zone, ImmutableArray<string> Nodes, ImmutableArray<string> Networks);
}
