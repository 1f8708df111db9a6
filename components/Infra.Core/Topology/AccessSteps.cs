using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;

namespace Infra.Core.Topology;

/// <summary>
/// The way from one way in to another for nodes that are running: in each step their filters admit the next one before it is used. Which
/// way in they were created with, no file records.
/// </summary>
internal static class AccessSteps
{
    private const string NothingApplied = "If nothing was ever applied, remove the lock file instead.";

    /// <param name="addresses">The bastions', of every generation.</param>
    internal static string ToBastions(ProjectSpec spec, ImmutableArray<Cidr> addresses)
    {
        if (spec.Cloud.IsThisMachine())
        {
            return OfALab("direct");
        }

        // With endpoints and without tunnel sources nodes admit the operators' networks, and with them no longer.
        var networks = CidrSet.Merge([.. spec.ManagementSources, .. addresses]);
        return "First put back the way in that they have now, with all of its keys, and apply it with 'tunnelSources: "
            + $"[{string.Join(", ", networks)}]', in addition to what it lists there already: nodes then admit these. Then "
            + $"'access: bastion' with the same line; then without it. {NothingApplied}";
    }

    internal static string ToEndpoints(ProjectSpec spec)
    {
        if (spec.Cloud.IsThisMachine())
        {
            return OfALab("bastion");
        }

        var managed = Managed(spec) is { } tunnel
            ? $" ('{tunnel.Word}' for {tunnel.Title}; the operators' networks for one that ends in a machine there)"
            : "";
        return "First apply 'access: bastion', without 'endpoints', and in 'tunnelSources' the networks that the tunnel's connections come "
            + $"from{managed}, which nodes then admit too; then 'access: endpoints' with the same line, and keep it. {NothingApplied}";
    }

    /// <param name="hidden">The services with nodes that have no address to be reached at.</param>
    internal static string ToDirect(ProjectSpec spec, ImmutableArray<string> hidden)
    {
        if (spec.Cloud.IsThisMachine())
        {
            return OfALab("bastion");
        }

        var routes = spec.ManagementRoutes.IsEmpty ? "" : " and without 'managementRoutes'";
        return $"{(hidden.IsEmpty ? "First" : $"{Address(spec, hidden)} Then")} apply 'access: bastion' with 'tunnelSources: "
            + $"[{string.Join(", ", spec.ManagementSources)}]'{routes}, so that nodes admit these too; then 'access: direct' with the same "
            + $"line; then without it. {NothingApplied}";
    }

    private static string Address(ProjectSpec spec, ImmutableArray<string> hidden)
    {
        var replaced = CloudLimits.For(spec.Cloud).PublicAddressesNeedSubnets
            ? ", then replace their nodes one in each run, as the warnings describe"
            : "";
        return "These nodes have no public address, and no route of yours leads to their private ones. Either first apply "
            + $"'access: bastion' with 'publicAccess: true' for {Shown.List(hidden)}{replaced}; or, with 'access: direct', list the "
            + "networks that a peering or a gateway of yours routes to them in 'managementSources' and 'managementRoutes', and see what "
            + "this says then.";
    }

    private static string OfALab(string before) =>
        $"Keep 'access: {before}'; or take the lab down, remove its lock file, and bring it up again.";

    private static ManagedTunnel? Managed(ProjectSpec spec) => CloudRegistry.Of<IStackFileRules>(spec.Cloud).Tunnel;
}
