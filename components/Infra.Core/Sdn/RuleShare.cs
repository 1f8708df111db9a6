using System.Collections.Immutable;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;

namespace Infra.Core.Sdn;

/// <summary>
/// The stack file's lists behind a filter's rules, with the cost of each. An exceeded quota is reported at the most expensive one.
/// </summary>
/// <param name="Path">Path of the list in the stack file.</param>
/// <param name="Count">Its share of what was measured.</param>
internal sealed record RuleShare(string Path, int Count)
{
    /// <summary>Every list with a cost, the most expensive first.</summary>
    /// <param name="service">The service whose rules are measured; null for all.</param>
    /// <param name="measure">Returns a policy's cost.</param>
    internal static ImmutableArray<RuleShare> Of(ProjectSpec spec, NetworkPolicy policy, string? service, Func<NetworkPolicy, int> measure)
    {
        var flows = policy.Flows.Where(flow => service is null || flow.Service == service).ToLookup(flow => PathOf(spec, flow));
        var egress = policy.Egress.Where(flow => service is null || flow.Service == service).ToLookup(PathOf);
        var nothing = measure(new NetworkPolicy([]));
        return
        [
            .. flows
                .Select(list => list.Key)
                .Concat(egress.Select(list => list.Key))
                .OfType<string>()
                .Distinct()
                .Select(path => new RuleShare(path, measure(new NetworkPolicy(flows[path], egress[path])) - nothing))
                .Where(share => share.Count > 0)
                .OrderByDescending(share => share.Count)
                .ThenBy(share => share.Path, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc cref="Of(ProjectSpec, NetworkPolicy, string, Func{NetworkPolicy, int})"/>
    internal static ImmutableArray<RuleShare> Of(ProjectPlan plan, string? service, Func<ProjectPlan, int> measure) =>
        Of(plan.Spec, plan.Policy, service, policy => measure(plan with { Policy = policy }));

    /// <summary>
    /// <c>Of these, 6000 are for managementSources, 1 is for services.db.allowedSources.</c>, after a space; empty without shares.
    /// </summary>
    internal static string Sentence(ImmutableArray<RuleShare> shares)
    {
        const int shown = 3;
        return shares.IsEmpty
            ? ""
            : " Of these, "
                + string.Join(
                    ", ",
                    shares.Take(shown).Select(share => $"{share.Count} {(share.Count == 1 ? "is" : "are")} for {share.Path}")
                )
                + ".";
    }

    /// <summary>The list that a flow comes from; null if it comes from none.</summary>
    private static string? PathOf(ProjectSpec spec, Flow flow) =>
        flow.Purpose switch
        {
            FlowPurpose.Management when spec.Tunnel is not null => TunnelReader.Key,
            FlowPurpose.Management { FromBastions: false } or FlowPurpose.Platform { FromBastions: false } => "managementSources",
            FlowPurpose.Clients clients => $"services.{flow.Service}{OwnList(spec, flow.Service, clients.Component)}.allowedSources",
            _ => null,
        };

    // A component without its own list uses the service's.
    private static string OwnList(ProjectSpec spec, string service, string component) =>
        spec.Services.GetValueOrDefault(service) is { } of
        && of.Components.TryGetValue(component, out var access)
        && !access.AllowedSources.SequenceEqual(of.AllowedSources)
            ? $".components.{component}"
            : "";

    private static string? PathOf(EgressFlow flow) =>
        flow.Purpose switch
        {
            EgressPurpose.Platform => null,
            EgressPurpose.Nodes => "services",
            EgressPurpose.Destination to => $"egress.{to.Name}",
            _ => "egress",
        };
}
