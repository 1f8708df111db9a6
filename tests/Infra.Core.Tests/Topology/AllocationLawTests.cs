using FsCheck;
using FsCheck.Xunit;
using Infra.Core.Tests.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Topology;

/// <summary>The laws of allocation, over any history of a project.</summary>
public sealed class AllocationLawTests
{
    [Property(MaxTest = 40)]
    public void Allocation_AnyHistory_NeverOverlaps(NonEmptyArray<byte> script) => Replay(script, (_, plan, _) =>
        {
            var topology = plan.Topology;
            var networks = topology.Subnets.Select(subnet => subnet.Cidr).ToList();
            Assert.All(networks, network => Assert.True(topology.Cidr.Contains(network)));
            Assert.DoesNotContain(networks, one => networks.Any(other => one != other && one.Overlaps(other)));
            Assert.All(topology.Nodes, node =>
                Assert.True(node.Subnet.Cidr.Contains(node.Address) && node.Subnet.Cidr.Contains(node.AlternateAddress))
            );
            Assert.All(topology.Nodes, node => Assert.NotEqual(node.Subnet.Gateway, node.Address));
            AssertUnique(topology.Nodes.SelectMany(node => new[] { node.Address, node.AlternateAddress }));
            AssertUnique(topology.Nodes.Select(node => node.MeshAddress));
            AssertUnique(topology.Ports.Values.SelectMany(ports => ports.Values));
            Assert.All(topology.Ports.Values.SelectMany(ports => ports.Values), port => Assert.InRange(port, 10000, 30000));
        });

    [Property(MaxTest = 40)]
    public void Allocation_AnyHistory_SpreadsEvenlyOrBetterThanBefore(NonEmptyArray<byte> script) => Replay(script, (before, plan, _) =>
        {
            foreach (var service in plan.Spec.Services.Keys)
            {
                // Nodes never move, so a newly added zone starts empty; from there it can only improve.
                var inherited = before is null ? 1 : Unevenness(before.Topology, plan.Topology, service);
                Assert.InRange(Unevenness(plan.Topology, plan.Topology, service), 0, Math.Max(1, inherited));
            }
        });

    [Property(MaxTest = 40)]
    public void Allocation_AnyHistory_MovesNothing(NonEmptyArray<byte> script) => Replay(script, (before, plan, _) =>
        {
            foreach (var old in before?.Topology.Nodes ?? [])
            {
                if (
                    plan.Topology.Nodes.FirstOrDefault(node => node.Key == old.Key) is not { } now
                    || !IsSameService(before!, plan, old.Service)
                )
                {
                    continue;
                }

                Assert.Equal((old.Zone, old.MeshAddress), (now.Zone, now.MeshAddress));
                // Whatever size the file states now.
                Assert.Equal(
                    (old.Generation, old.Address, old.AlternateAddress, old.Machine),
                    (now.Generation, now.Address, now.AlternateAddress, now.Machine)
                );
                Assert.Equal(old.Volumes.AsEnumerable(), now.Volumes);
                Assert.Equal(before!.Topology.Ports[old.Service], plan.Topology.Ports[old.Service]);
            }

            // Exposed subnets exist only for their nodes.
            foreach (var old in before?.Topology.Subnets.Where(subnet => subnet.Role != SubnetRole.Exposed) ?? [])
            {
                Assert.Contains(old, plan.Topology.Subnets);
            }

            Assert.All(plan.Topology.Nodes, node => Assert.Contains(node.Subnet, plan.Topology.Subnets));
            Assert.Equal(
                plan.Topology.Nodes.Select(node => node.Subnet).Where(subnet => subnet.Role == SubnetRole.Exposed).ToHashSet(),
                plan.Topology.Subnets.Where(subnet => subnet.Role == SubnetRole.Exposed).ToHashSet()
            );
        });

    [Property(MaxTest = 40)]
    public void Allocation_AnyHistory_GivesNothingFreedAwayAtOnce(NonEmptyArray<byte> script) => Replay(script, (before, plan, _) =>
        {
            var gone = before?.Topology.Nodes.Where(old => plan.Topology.Nodes.All(node => node.Key != old.Key)).ToList() ?? [];
            Assert.DoesNotContain(plan.Topology.Nodes, node =>
                gone.Exists(old => old.Address == node.Address || old.AlternateAddress == node.Address)
            );
        });

    [Property(MaxTest = 40)]
    public void Compile_Again_ChangesNothingInAnyOrder(NonEmptyArray<byte> script) => Replay(script, (before, plan, project) =>
        {
            var again = StackText.Compile(project.Text(order: script.Get.Length), plan.LockText, LockMode.Frozen).Value!;
            Assert.Empty(again.LockChanges);
            Assert.Equal(plan.LockText, again.LockText);

            var shuffled = LockSteps.Following(project.Text(order: script.Get.Length + 1), before?.LockText);
            Assert.Equal(plan.LockText, shuffled.LockText);
            Assert.Equal(plan.LockChanges.AsEnumerable(), shuffled.LockChanges);
        });

    private static void Replay(NonEmptyArray<byte> script, Action<ProjectPlan?, ProjectPlan, ScriptedProject> check)
    {
        var project = new ScriptedProject();
        ProjectPlan? before = null;
        foreach (var step in script.Get)
        {
            project.Step(step);
            var plan = LockSteps.Following(project.Text(), before?.LockText);
            check(before, plan, project);
            before = plan;
        }
    }

    /// <summary>Most nodes of a service in a zone, minus the fewest, over the zones of <paramref name="now"/>.</summary>
    private static int Unevenness(ProjectTopology topology, ProjectTopology now, string service)
    {
        var counts = now.Zones.Select(zone => topology.Nodes.Count(node => node.Service == service && node.Zone.Key == zone.Key)).ToList();
        return counts.Max() - counts.Min();
    }

    private static bool IsSameService(ProjectPlan before, ProjectPlan after, string service) =>
        before.Spec.Services.ContainsKey(service) && after.Spec.Services.ContainsKey(service);

    private static void AssertUnique<T>(IEnumerable<T> items)
    {
        var list = items.ToList();
        Assert.Equal(list.Count, list.Distinct().Count());
    }
}
