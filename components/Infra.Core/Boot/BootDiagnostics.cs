using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Spec;

namespace Infra.Core.Boot;

/// <summary>Checks what nodes boot from against the cloud's limits. Nothing is ever cut to fit.</summary>
public static class BootDiagnostics
{
    // What an operator may write as much of as they like, and what it costs to have it: the user data with the least of it.
    private static readonly (string Path, string What, Func<ProjectPlan, string, ProjectPlan> Least, string Remedy)[] Growing =
    [
        (
            "egress",
            "destinations under 'egress'",
            WithoutDestinations,
            "Name fewer or wider networks under 'egress': each is a line or more of the filter that a node boots with, but destinations with equal networks or ports share theirs."
        ),
        (
            "managementSources",
            "'managementSources'",
            (plan, _) => plan with { Spec = plan.Spec with { ManagementSources = plan.Spec.ManagementSources[..1] } },
            "List fewer or wider networks under 'managementSources'."
        ),
        (
            "infra:operatorPublicKeys",
            "operators' keys",
            (plan, _) => plan with { OperatorKeys = OperatorKeys.Of(plan.OperatorKeys.All[..1]) },
            "List fewer keys under 'infra:operatorPublicKeys' until the nodes are there: more of them can be added by a push, which has room."
        ),
    ];

    /// <summary>One error for each node whose user data the cloud would refuse, at what fills it most.</summary>
    /// <param name="nodes">Keys of the nodes to look at.</param>
    /// <param name="placeOf">The place of a path in the stack file.</param>
    public static ImmutableArray<Diagnostic> Check(ProjectPlan plan, IEnumerable<string> nodes, Func<string, SourceLocation> placeOf)
    {
        var limit = CloudLimits.For(plan.Spec.Cloud).UserDataBytes;
        var bag = new DiagnosticBag();
        foreach (var node in nodes.Order(StringComparer.Ordinal))
        {
            var size = Size(plan, node);
            if (size <= limit)
            {
                continue;
            }

            var shares = Growing
                .Select(part => (Part: part, Bytes: size - Size(part.Least(plan, node), node)))
                .Where(share => share.Bytes > 0)
                .OrderByDescending(share => share.Bytes)
                .ToList();

            // As many as have to shrink together; with one alone that is enough, the others are left in peace.
            var excess = size - limit;
            var guilty = shares.TakeWhile((_, i) => shares.Take(i).Sum(share => share.Bytes) < excess).ToList();
            var (path, remedy) =
                guilty.Count == 0
                    ? ("services", "Give its service fewer volumes.")
                    : (guilty[0].Part.Path, string.Join(' ', guilty.Select(share => share.Part.Remedy)));
            bag.Error(
                DiagnosticCodes.UserDataTooLarge,
                placeOf(path),
                $"The user data of {node} is {size} bytes compressed; {Words.Title(plan.Spec.Cloud)} takes {limit}."
                    + (
                        shares.Count == 0
                            ? ""
                            : $" Of these, {string.Join(", ", shares.Select(share => $"{share.Bytes} are {share.Part.What}"))}."
                    ),
                remedy
            );
        }

        return bag.Sorted();
    }

    private static int Size(ProjectPlan plan, string node) => UserData.Template(plan, node).SizeBytes;

    private static ProjectPlan WithoutDestinations(ProjectPlan plan, string node)
    {
        if (plan.Spec.Egress is EgressSpec.Open)
        {
            return plan;
        }

        var service = plan.Topology.Nodes.First(one => one.Key == node).Service;
        return plan with
        {
            Policy = new NetworkPolicy(
                plan.Policy.Flows,
                plan.Policy.Egress.Where(flow => flow.Service != service || flow.Purpose is EgressPurpose.Platform)
            ),
        };
    }
}
