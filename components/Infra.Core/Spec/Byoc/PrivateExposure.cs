using Infra.Core.Addressing;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Byoc;

/// <summary>What the rest of a file must agree with if nothing but bastions and NAT may be public.</summary>
internal static class PrivateExposure
{
    // Of the nodes that a zone has room for, replacing all at once needs as many again; see SubnetLayout.
    private const int Tight = 24;

    /// <summary>The way in without <c>access</c>: an existing network has no public subnets of ours for bastions.</summary>
    internal static AccessMode DefaultAccess(Exposure? exposure, bool existingNetwork) =>
        exposure == Exposure.Private && !existingNetwork ? AccessMode.Bastion : AccessMode.Direct;

    /// <summary>Management reaches bastions, bastions reach nodes, and nothing else does.</summary>
    internal static void CheckAccess(MapReader map, Exposure? exposure, AccessMode? mode, bool existingNetwork, DiagnosticBag bag)
    {
        if (exposure != Exposure.Private || existingNetwork)
        {
            return;
        }

        if (mode is AccessMode.Direct or AccessMode.Endpoints && map.Optional(AccessPathReader.Key) is { } node)
        {
            bag.Add(NotInThisDeployment.WayIn(node.Where, mode.Value));
        }

        if (map.Optional(TunnelReader.Key) is { } tunnel)
        {
            bag.Add(NotInThisDeployment.Tunnel(tunnel.Owner));
        }
    }

    /// <summary>The size of a network that never changes.</summary>
    internal static void AdviseSize(Cidr? cidr, SourceLocation? where, DeploymentModel? deployment, bool existingNetwork, DiagnosticBag bag)
    {
        if (deployment == DeploymentModel.Byoc && !existingNetwork && cidr is { PrefixLength: Tight } tight)
        {
            bag.Add(NotInThisDeployment.TightNetwork(where!, tight));
        }
    }
}
