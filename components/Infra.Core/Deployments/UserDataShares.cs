using Infra.Core.Bundle;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;

namespace Infra.Core.Deployments;

/// <summary>Explains what fills user data that exceeds a cloud's limit. Nothing is ever truncated to fit.</summary>
internal static class UserDataShares
{
    // The lists an operator can grow without bound. Each one's cost is measured against user data with a minimal list.
    private static (string Path, string What, Func<ProjectPlan, string, ProjectPlan> Least, string Remedy)[] Growing(string ssh) =>
        [
            (
                "egress",
                "destinations under 'egress'",
                WithoutDestinations,
                "List fewer or wider networks under 'egress': each takes at least one line of the firewall that a node "
                    + "boots with; destinations with the same networks or ports share lines."
            ),
            (ssh, $"'{ssh}'", WithOneOperatorsNetwork, $"List fewer or wider networks under '{ssh}'."),
            (
                "infra:operatorPublicKeys",
                "operators' keys",
                (plan, _) => plan with { OperatorKeys = OperatorKeys.Of(plan.OperatorKeys.All[..1]) },
                "List fewer keys under 'infra:operatorPublicKeys' until the nodes exist; add the others afterwards: a push has room "
                    + "for them."
            ),
        ];

    /// <summary>Reports which of the stack file's lists fill the oversized user data, and the remedy.</summary>
    /// <param name="plan">Includes the operators' keys.</param>
    /// <param name="size">Size of the node's user data in bytes.</param>
    /// <param name="holes">The values that filled the user data, without the keys.</param>
    /// <param name="placeOf">Maps a key path to its place in the stack file.</param>
    internal static Diagnostic TooLarge(ProjectPlan plan, string node, int size, NodeHoles holes, Func<string, SourceLocation> placeOf)
    {
        var limit = CloudLimits.For(plan.Spec.Cloud).UserDataBytes;
        var shares = Growing(plan.Spec.Tunnel is null ? "managementSources" : TunnelReader.Key)
            .Select(part => (Part: part, Bytes: size - Size(part.Least(plan, node), node, holes)))
            .Where(share => share.Bytes > 0)
            .OrderByDescending(share => share.Bytes)
            .ToList();

        // Names only as many lists as must shrink; if shrinking one is enough, only that one.
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
                    flow.Purpose is FlowPurpose.Management { FromBastions: false } management
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

        var service = plan.Topology.Machines.First(one => one.Key == node).Service;
        return plan with
        {
            Policy = new NetworkPolicy(
                plan.Policy.Flows,
                plan.Policy.Egress.Where(flow => flow.Service != service || flow.Purpose is EgressPurpose.Platform)
            ),
        };
    }
}
