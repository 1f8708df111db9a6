using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;

namespace Infra.Core.Topology;

/// <summary>
/// Reports nodes that no operator could reach: the VMs would be created and billed, and the run would wait for them until it times out. On
/// the local cloud operators are inside the lab.
/// </summary>
internal static class ManagementCheck
{
    private const int Shown = 8;

    /// <param name="old">Before this file; null if the project had no lock file.</param>
    internal static void Check(
        ProjectSpec spec,
        ProjectTopology topology,
        LockFile? old,
        string lockFile,
        SourceMap places,
        DiagnosticBag bag
    )
    {
        // Nodes behind bastions are reached from there: see BastionRules.
        if (spec.Cloud.IsThisMachine() || spec.Access is AccessPath.Bastions)
        {
            return;
        }

        CheckRoutes(spec, places, bag);

        // Where endpoints lead, only their owner knows.
        if (topology.Nodes.IsEmpty || spec.Access is AccessPath.Endpoints)
        {
            return;
        }

        var byPrivate = ManagementWays.ToPrivateAddresses(spec);
        var byPublic = ManagementWays.ToPublicAddresses(spec);
        var lost = topology.Nodes.Where(node => byPrivate.IsEmpty && (byPublic.IsEmpty || !node.HasPublicAddress)).ToImmutableArray();
        foreach (var service in lost.GroupBy(node => node.Service).OrderBy(service => service.Key, StringComparer.Ordinal))
        {
            var nodes = service.Select(node => node.Key).ToImmutableArray();
            var where = places.At($"services.{service.Key}");
            var sources = List(spec.ManagementSources.Select(source => source.ToString()));
            var (why, remedy) =
                spec.Services[service.Key].PublicAddresses && !byPublic.IsEmpty
                    ? (
                        $"they stay in subnets without public addresses until they are replaced, and {sources} have no other route to them",
                        Replace(service.Key, lockFile)
                    )
                    : (
                        (spec.Network is null ? "the project's network is its own, and" : "they have no public addresses, and")
                            + $" {WhyNot(spec, sources)}",
                        WaysIn(spec, spec.Services[service.Key], old?.Services.GetValueOrDefault(service.Key), byPublic)
                    );
            Report(bag, where, nodes, why, remedy);
        }

        if (lost.IsEmpty)
        {
            WarnDead(spec, byPrivate, byPublic, topology.Nodes.Any(node => node.HasPublicAddress), places, bag);
        }
    }

    private static void Report(DiagnosticBag bag, SourceLocation where, ImmutableArray<string> nodes, string why, string remedy) =>
        bag.Error(DiagnosticCodes.NodesUnreachable, where, $"Operators cannot reach {List(nodes)}: {why}.", remedy);

    private static string WhyNot(ProjectSpec spec, string sources) =>
        spec.ManagementSources.All(PrivateNetworks.Contain)
            ? $"there is no route to them from the management sources {sources}"
            : $"there is neither a public address nor a private route to them from the management sources {sources}";

    /// <summary>The remedies that apply to this file, each sufficient on its own.</summary>
    /// <param name="running">The service's nodes so far: a run with <c>services: {}</c> would delete them. Null if it is new.</param>
    private static string WaysIn(ProjectSpec spec, ServiceSpec service, LockedService? running, ImmutableArray<Cidr> byPublic)
    {
        var canBePublic = PublicAddressRules.Obstacle(spec.Cloud, spec.Deployment, spec.Network is not null, spec.Exposure) is null;
        var before = running is null ? "in a run with 'services: {}'" : "over the way in that these nodes have now";
        var publicSources = byPublic.IsEmpty ? " and add the operators' public networks to 'managementSources'" : "";
        string[] ways =
        [
            .. !canBePublic ? Array.Empty<string>()
            : service.PublicAddresses ? ["add the operators' public networks to 'managementSources'"]
            : [$"write 'publicAccess: true' here{publicSources}"],
            .. spec.Network is null
                ?
                [
                    "have operators pass hardened VMs of the project: write 'access: bastion'"
                        + $"{(spec.ManagementRoutes.IsEmpty ? "" : " without 'managementRoutes'")}{publicSources}",
                    $"bring up a peering with the operators' network first, {before} ('mode: "
                        + "both-sides', routes on both sides), with its networks in 'managementSources'",
                    .. running is null
                        ? ["place the nodes in an existing network that operators can reach ('network')"]
                        : Array.Empty<string>(),
                    $"attach your own VPN or gateway {(running is null ? "after a run with 'services: {}'" : "to the network")}, and list "
                        + "its networks in 'managementSources' and 'managementRoutes'",
                ]
                : new[]
                {
                    "list the private networks that operators connect from in 'managementSources'",
                    "if the network's owner routes these networks to it, repeat them in 'managementRoutes'",
                },
            "reach them over a tunnel of yours or of the cloud's, with 'access: endpoints'",
        ];
        return $"One of: {string.Join("; ", ways.Select((way, i) => $"({i + 1}) {way}"))}. See docs/access.md.";
    }

    private static string Replace(string service, string lockFile) =>
        "Keep the existing route to them until each is replaced, one in each run, as the warnings describe; or, if "
        + "they hold no data yet, remove the service from the file, "
        + $"run '{LockModes.Command(lockFile)} --remove {service}' and up, and put it back.";

    private static void CheckRoutes(ProjectSpec spec, SourceMap places, DiagnosticBag bag)
    {
        foreach (var route in spec.ManagementRoutes.Where(route => !spec.ManagementSources.Any(source => source.Overlaps(route))))
        {
            bag.Error(
                DiagnosticCodes.RouteOfNobody,
                places.At("managementRoutes"),
                $"{route} contains none of the management sources: nobody who connects over it is allowed in.",
                "Also add the operators' networks there to 'managementSources', or remove the route."
            );
        }
    }

    private static void WarnDead(
        ProjectSpec spec,
        ImmutableArray<Cidr> byPrivate,
        ImmutableArray<Cidr> byPublic,
        bool anyPublic,
        SourceMap places,
        DiagnosticBag bag
    )
    {
        var dead = spec
            .ManagementSources.Where(source => !byPrivate.Any(source.Overlaps) && !(anyPublic && byPublic.Any(source.Overlaps)))
            .ToImmutableArray();
        WarnDead(
            dead,
            anyPublic
                ? "private networks need a peering or a route of your own"
                : "no node has a public address, and no peering or route of your own leads there",
            "; or, where your own VPN or gateway connects from there, list it in 'managementRoutes' (docs/access.md)",
            places,
            bag
        );
    }

    /// <param name="other">What else can be done than to remove it.</param>
    internal static void WarnDead(ImmutableArray<Cidr> dead, string why, string other, SourceMap places, DiagnosticBag bag)
    {
        if (!dead.IsEmpty)
        {
            bag.Warn(
                DiagnosticCodes.SourceWithoutWay,
                places.At("managementSources"),
                $"No node can be reached from {List(dead.Select(source => $"{source}"))}: {why}.",
                $"Remove what is not used{other}."
            );
        }
    }

    private static string List(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return $"{string.Join(", ", all.Take(Shown))}{(all.Length > Shown ? $" and {all.Length - Shown} more" : "")}";
    }
}
