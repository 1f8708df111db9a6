using Infra.Verify.Probes;
using Infra.Verify.Shell;

namespace Infra.Verify.Checks;

/// <summary>
/// Connections from nodes to the outside networks: declared ones succeed, all others are rejected immediately. The same listeners also
/// answer the outside networks themselves, as the control for the rejections.
/// </summary>
public sealed class EgressCheck : ICheck
{
    public string Name => "egress";

    public async Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation)
    {
        try
        {
            var ports = EgressProbes.Ports(cloud.Plan);
            var listeners = await Listeners.StartAsync([.. cloud.Outside.Values], _ => ports, cancellation).ConfigureAwait(false);
            await using (listeners.ConfigureAwait(false))
            {
                return await ProbeAllAsync(cloud, cancellation).ConfigureAwait(false);
            }
        }
        catch (ShellException e)
        {
            return [new CheckRow(Name, "listeners outside", "started", e.Message, false)];
        }
    }

    private async Task<IReadOnlyList<CheckRow>> ProbeAllAsync(CloudUnderTest cloud, CancellationToken cancellation)
    {
        var intent = new Intent(cloud.Plan.Topology, cloud.Plan.Policy);
        var rows = new List<CheckRow>();
        foreach (var outside in cloud.Origins)
        {
            var control = await cloud.Prober.ProbeAsync([.. EgressProbes.Control(cloud.Plan, outside)], cancellation).ConfigureAwait(false);
            rows.AddRange(ProbeRows.Of(Name, $"{outside.Name} {outside.Address}", "itself", control.ToLookup(_ => true)));
            var results = await cloud.Prober.ProbeAsync([.. EgressProbes.To(cloud.Plan, outside)], cancellation).ConfigureAwait(false);
            rows.AddRange(
                ProbeRows.Of(Name, "nodes", $"{outside.Name} {outside.Address}", results.ToLookup(result => intent.LetsOut(result.Probe)))
            );
        }

        return rows;
    }
}
