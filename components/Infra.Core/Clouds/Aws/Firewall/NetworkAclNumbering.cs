using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Sdn;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Clouds.Aws;

/// <summary>Updates the network ACL's part of the lock file if the rules fit the quota.</summary>
internal static class NetworkAclNumbering
{
    internal static ImmutableSortedDictionary<string, int> Number(
        ProjectSpec spec,
        ProjectTopology topology,
        NetworkPolicy policy,
        ImmutableSortedDictionary<string, int> old,
        SourceMap places,
        List<LockChange> changes,
        DiagnosticBag bag
    )
    {
        var drafts = spec.NetworkAcls ? NetworkAclCompiler.Draft(topology.Cidr, policy) : [];
        return Fits(spec, topology, policy, drafts, places, bag) ? AclNumbers.Assign(drafts, old, changes) : AclNumbers.Provisional(drafts);
    }

    private static bool Fits(
        ProjectSpec spec,
        ProjectTopology topology,
        NetworkPolicy policy,
        ImmutableArray<AclDraft> drafts,
        SourceMap places,
        DiagnosticBag bag
    )
    {
        var quota = AwsQuotas.NetworkAclRules;
        var fits = true;
        foreach (var direction in new[] { SdnDirection.Ingress, SdnDirection.Egress })
        {
            // The default deny counts too.
            var count = drafts.Count(draft => draft.Direction == direction) + 1;
            if (count <= quota.In(spec.Quotas))
            {
                continue;
            }

            fits = false;
            var word = direction == SdnDirection.Ingress ? "inbound" : "outbound";
            var shares = RuleShare.Of(spec, policy, null, one =>
                NetworkAclCompiler.Draft(topology.Cidr, one).Count(draft => draft.Direction == direction)
            );
            var dearest = shares.IsEmpty ? "networkAcls" : shares[0].Path;
            bag.Error(
                DiagnosticCodes.TooManyAclRules,
                places.At(dearest),
                $"The network ACL needs {count} {word} rules including the default deny; it can hold "
                    + $"{quota.In(spec.Quotas)} ({quota.CloudName}).{RuleShare.Sentence(shares)}",
                $"List fewer, wider networks under '{dearest}': each costs one rule for each port range, and one for "
                    + $"its replies. {quota.RaiseTo(count)}"
            );
        }

        return fits;
    }
}
