using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Sdn.Aws;

/// <summary>Brings the network ACL's part of the lock file up to date, if the list fits its quota.</summary>
internal static class NetworkAclNumbering
{
    private static readonly ImmutableSortedDictionary<string, int> None = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    internal static ImmutableSortedDictionary<string, int> Number(
        ProjectSpec spec, ProjectTopology topology, NetworkPolicy policy, ImmutableSortedDictionary<string, int> old,
        SourceMap places, List<LockChange> changes, DiagnosticBag bag)
    {
        var drafts = spec.NetworkAcls ? NetworkAclCompiler.Draft(topology.Cidr, policy) : [];
        return Fits(spec, drafts, places, bag) ? AclNumbers.Assign(drafts, old, changes) : None;
    }

    private static bool Fits(ProjectSpec spec, ImmutableArray<AclDraft> drafts, SourceMap places, DiagnosticBag bag)
    {
        var quota = AwsQuotas.NetworkAclRules;
        var fits = true;
        foreach (var direction in new[] { SdnDirection.Ingress, SdnDirection.Egress })
        {
            // The default deny is one of them.
            var count = drafts.Count(draft => draft.Direction == direction) + 1;
            if (count <= quota.In(spec))
            {
                continue;
            }

            fits = false;
            bag.Error(
                DiagnosticCodes.TooManyAclRules,
                places.At("networkAcls"),
                $"The network ACL needs {count} {(direction == SdnDirection.Ingress ? "inbound" : "outbound")} rules, the default deny included; "
                    + $"it holds {quota.In(spec)} ({quota.CloudName}).",
                "Allow fewer, wider networks: each costs a rule for each run of ports, and one for its replies. Or have the quota raised in the account "
                    + $"(at most {quota.Most}) and say so: 'quotas: {{ {quota.Name}: {quota.Most} }}'.");
        }

        return fits;
    }
}
