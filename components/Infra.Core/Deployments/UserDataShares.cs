using Infra.Core.Bundle;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Spec;

namespace Infra.Core.Deployments;

/// <summary>What fills user data that a cloud would refuse. Nothing is ever cut to fit.</summary>
internal static class UserDataShares
{
    // What an operator may write as much of as they like, and what it costs to have it: the user data with the least of it.
    private static readonly (string Path, string What, Func<ProjectPlan, string, ProjectPlan> Least, string Remedy)[] Growing =
    [
        (
            "egress",
            "destinations under 'egress'",
            WithoutDestinations,
            "List fewer or wider networks under 'egress': each takes at least one line of the firewall that a node boots with; destinations with the same networks or ports share lines."
        ),
        ("managementSources", "'managementSources'", WithOneOperatorsNetwork, "List fewer or wider networks under 'managementSources'."),
        (
            "infra:operatorPublicKeys",
            "operators' keys",
            (plan, _) => plan with { OperatorKeys = OperatorKeys.Of(plan.OperatorKeys.All[..1]) },
            "List fewer keys under 'infra:operatorPublicKeys' until the nodes exist; add the others afterwards: a push has room for them."
        ),
    ];

    /// <summary>Which of a stack file's lists fill user data that is too large, and what to do about it.</summary>
    /// <param name="plan">With the operators' keys.</param>
    /// <param name="size">Bytes of the node's user data.</param>
    /// <param name="holes">What the user data was filled with, but for keys.</param>
    /// <param name="placeOf">The place of a path in the stack file.</param>
    internal static Diagnostic TooLarge(ProjectPlan plan, string node, int size, NodeHoles holes, Func<string, SourceLocation> placeOf)
    {
        var limit = CloudLimits.For(plan.Spec.Cloud).UserDataBytes;
        var shares = Growing
            .Select(part => (Part: part, Bytes: size - Size(part.Least(plan, node), node, holes)))
            .Where(share => share.Bytes > 0)
            .OrderByDescending(share => share.Bytes)
            .ToList();

        // As many as have to shrink together; with one alone that is enough, the others are left in peace.
        var excess = size - limit;
        var guilty = shares.TakeWhile((_, i) => shares.Take(i).Sum(share => share.Bytes) < excess).ToList();
        var (path, remedy) =
            guilty.Count == 0
                ? ("services", "Reduce the number of the service's volumes.")
                : (guilty[0].Part.Path, string.Join(' ', guilty.Select(share => share.Part.Remedy)));
        return new Diagnostic(
            DiagnosticCodes.UserDataTooLarge,
            Severity.Error,
            placeOf(path),
            $"The user data of {node} is {size} bytes compressed; {Words.Title(plan.Spec.Cloud)} accepts {limit}."
                + (
                    shares.Count == 0
                        ? ""
                        : $" Of these, {string.Join(", ", shares.Select(share => $"{share.Bytes} are {share.Part.What}"))}."
                ),
            remedy
        );
    }

    private static int Size(ProjectPlan plan, string node, NodeHoles holes) =>
        NodePlan.Compile(plan, node).FirstBoot.Fill(holes with { Keys = plan.OperatorKeys }).SizeBytes;

    private static ProjectPlan WithOneOperatorsNetwork(ProjectPlan plan, string node) =>
        plan with
        {
            Policy = new NetworkPolicy(
                plan.Policy.Flows.Select(flow =>
                    flow.Purpose is FlowPurpose.Management management
                        ? flow with
                        {
                            Purpose = management with { Sources = management.Sources[..1] },
                        }
                        : flow
                ),
                plan.Policy.Egress
            ),
        };

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
