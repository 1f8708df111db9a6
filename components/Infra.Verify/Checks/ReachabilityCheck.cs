using Infra.Verify.Probes;
using Infra.Verify.Shell;

namespace Infra.Verify.Checks;

/// <summary>
/// Each declared flow connects and each undeclared one is rejected immediately: from the outside networks to private and public
/// addresses, between nodes, and inside the tunnel, over IPv4 and IPv6. The declared flows are the positive control for the rejections.
/// </summary>
public sealed class ReachabilityCheck : ICheck
{
    public string Name => "flows";

    public async Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation)
    {
        try
        {
            var services = cloud.Plan.Topology.Machines.ToDictionary(n => n.Key, n => n.Service);
            var shells = cloud.Plan.Topology.Machines.Select(n => cloud.Shells[n.Key]).ToList();
            var listeners = await Listeners
                .StartAsync(shells, node => ProbeDirections.ListenerPorts(cloud.Plan, services[node]), cancellation)
                .ConfigureAwait(false);
            await using (listeners.ConfigureAwait(false))
            {
                return await ProbeAllAsync(cloud, cancellation).ConfigureAwait(false);
            }
        }
        catch (ShellException e)
        {
            return [new CheckRow(Name, "listeners on nodes", "started", e.Message, false)];
        }
    }

    private async Task<IReadOnlyList<CheckRow>> ProbeAllAsync(CloudUnderTest cloud, CancellationToken cancellation)
    {
        var intent = new Intent(cloud.Plan.Topology, cloud.Plan.Policy);
        var rows = new List<CheckRow>();
        foreach (var direction in ProbeDirections.All(cloud.Plan, cloud.Origins).Where(d => d.Probes.Length > 0))
        {
            var results = direction.InTunnel
                ? await TunnelProbes.ProbeAsync(cloud.Prober, direction.Probes, cancellation).ConfigureAwait(false)
                : await cloud.Prober.ProbeAsync(direction.Probes, cancellation).ConfigureAwait(false);
            var declared = results.ToLookup(r => intent.Declaring(r.Probe) is not null);
            rows.AddRange(ProbeRows.Of(Name, direction.From, direction.To, declared));
        }

        return rows;
    }
}
