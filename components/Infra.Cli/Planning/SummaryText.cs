using System.Globalization;
using Infra.Cli.Output;
using Infra.Core;
using Infra.Core.Addressing;
using Infra.Core.Capacity;
using Infra.Core.Catalog;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Cli.Planning;

/// <summary>A plan in five lines, for the first questions people ask: nodes, disks, addresses, access, cost.</summary>
internal static class SummaryText
{
    // With more, a line becomes unreadable; the table of resources and `infra policy` have all.
    private const int Most = 4;

    internal static void Print(Screen screen, ProjectPlan plan)
    {
        foreach (var (label, text) in Lines(plan))
        {
            screen.Line(new Piece(label.PadRight(11), Tone.Strong), text);
        }
    }

    /// <summary>Label and text, in display order.</summary>
    internal static IReadOnlyList<(string Label, string Text)> Lines(ProjectPlan plan) =>
        [
            ("Nodes", Nodes(plan.Topology, plan.Spec)),
            .. plan.Topology.Bastions.IsEmpty ? Array.Empty<(string, string)>() : [("Bastions", Bastions(plan.Topology))],
            ("Disks", Disks(plan.Topology)),
            ("Addresses", Addresses(plan)),
            ("Gets in", GetsIn(plan)),
            ("Costs", Costs(plan)),
        ];

    private static string Nodes(ProjectTopology topology, ProjectSpec spec)
    {
        if (topology.Nodes.IsEmpty)
        {
            return "none: there are no services yet";
        }

        var services = topology
            .Nodes.GroupBy(node => node.Service)
            .Select(service =>
                $"{service.Key} ({spec.Services[service.Key].Type}) "
                + string.Join(" + ", service.GroupBy(node => node.Machine).Select(same => $"{same.Count()} {Machine(same.Key)}"))
            );
        var zones = topology.Nodes.Select(node => node.Zone.Name).Distinct().Order(StringComparer.Ordinal);
        return $"{topology.Nodes.Length}: {Listed(services)}; in {string.Join(", ", zones)}";
    }

    private static string Bastions(ProjectTopology topology)
    {
        var machines = topology.Bastions.Select(bastion => bastion.Machine).ToList();
        var sizes = machines.GroupBy(node => node.Machine).Select(same => $"{same.Count()} {Machine(same.Key)}");
        var zones = machines.Select(node => node.Zone.Name).Distinct().Order(StringComparer.Ordinal);
        return $"{Listed(sizes)}; in {string.Join(", ", zones)}; each with a public address that stays";
    }

    private static string Machine(MachineSize machine) =>
        string.Create(CultureInfo.InvariantCulture, $"{machine.Name} ({machine.VirtualCpus} vCPU, {machine.MemoryMiB / 1024.0:0.##} GiB)");

    private static string Disks(ProjectTopology topology)
    {
        var sizes = topology
            .Machines.Select(node => (What: "root", Size: node.Machine.RootVolumeGiB))
            .Concat(topology.Nodes.SelectMany(node => node.Volumes).Select(volume => (What: volume.Name, Size: volume.SizeGiB)))
            .ToList();
        var kinds = sizes.GroupBy(disk => disk).Select(kind => $"{kind.Count()} x {kind.Key.Size} GiB {kind.Key.What}");
        return sizes.Count == 0
            ? "none"
            : $"{sizes.Sum(disk => disk.Size)} GiB: {Listed(kinds)}; volumes are encrypted, and empty after a reboot";
    }

    private static string Addresses(ProjectPlan plan)
    {
        var count = plan.Topology.Nodes.Count(node => node.HasPublicAddress);
        var network = $"private ones in {plan.Topology.Cidr}";
        return count == 0
            ? $"{network}; no node has a public one"
            : $"{network}; "
                + (
                    count == plan.Topology.Nodes.Length
                        ? "each node has a public one"
                        : $"{count} of {plan.Topology.Nodes.Length} nodes have a public one"
                );
    }

    private static string GetsIn(ProjectPlan plan)
    {
        var flows = (
            from flow in plan.Policy.Flows
            where flow.Purpose is FlowPurpose.FromOutside
            from origin in ClientOrigin.Of(flow, (FlowPurpose.FromOutside)flow.Purpose, plan.Spec.Peerings.Values)
            select (
                Key: origin.Key,
                flow.Service,
                IsClient: flow.Purpose is FlowPurpose.Clients,
                From: origin.Zone == FlowZones.Bastions ? "the bastions" : From(origin.Sources),
                flow.Protocol,
                flow.Ports
            )
        )
            .OrderBy(way => way.Key, StringComparer.Ordinal)
            .ToList();
        var operators = flows.Where(flow => !flow.IsClient).ToList();
        var clients = flows
            .Where(flow => flow.IsClient)
            .GroupBy(flow => (flow.Service, flow.From))
            .Select(way => $"{way.Key.From} to {way.Key.Service} on {On(way.Select(flow => (flow.Protocol, flow.Ports)))}")
            .ToList();
        var ops = operators
            .GroupBy(flow => (flow.From, To: flow.Service == Bastion.Owner ? " to the bastions" : ""))
            .Select(way => $"operators from {way.Key.From}{way.Key.To} on {On(way.Select(flow => (flow.Protocol, flow.Ports)))}");
        return flows.Count == 0 ? "nobody" : $"{(clients.Count == 0 ? "no client" : Listed(clients))}; {Listed(ops)}";
    }

    private static string From(IReadOnlyCollection<Cidr> networks)
    {
        var large = InternetShare.Of([.. networks]).Where(share => share.IsLarge || share.IsAll).ToList();
        return large.Count == 0
            ? Listed(networks.Select(network => network.ToString()))
            : string.Join(
                " and ",
                large.Select(share =>
                    share.IsAll
                        ? $"everyone on the {(share.Family == IpFamily.V4 ? "IPv4" : "IPv6")} internet"
                        : $"{share.Percent} of the {(share.Family == IpFamily.V4 ? "IPv4" : "IPv6")} internet"
                )
            );
    }

    private static string On(IEnumerable<(IpProtocol Protocol, Ports Ports)> open) =>
        string.Join(
            ", ",
            open.GroupBy(one => one.Protocol).Select(one => $"{Ports.Join(one.Select(flow => flow.Ports))}/{one.Key.Keyword()}")
        );

    private static string Costs(ProjectPlan plan) =>
        MonthlyCost.Of(plan) is not { } cost
            ? "nothing: VMs of this machine"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"roughly {cost.Total:0} USD a month (machines {cost.Machines:0}, disks {cost.Disks:0}, NAT "
                    + $"{cost.Nat:0}, addresses {cost.Addresses:0}), "
            ) + $"list price of {cost.Region} in {ListPrices.AsOf}, without traffic; docs/costs.md";

    private static string Listed(IEnumerable<string> parts)
    {
        var all = parts.ToList();
        return all.Count <= Most ? string.Join(", ", all) : $"{string.Join(", ", all.Take(Most))} and {all.Count - Most} more";
    }
}
