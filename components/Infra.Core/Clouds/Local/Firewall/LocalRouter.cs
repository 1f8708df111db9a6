namespace Infra.Core.Clouds.Local;

/// <summary>
/// What the local cloud's router does with packets between nodes, clients and the internet: the filter, then the public addresses, as one
/// nft transaction. The two are always of the same version.
/// </summary>
internal static class LocalRouter
{
    /// <summary>The tables as nft text; loading them replaces the existing ones.</summary>
    public static string Emit(ProjectPlan plan) =>
        LocalSdn.Emit(plan.Spec, plan.Topology, plan.Policy) + LocalPublicAddresses.Emit(plan.Topology);
}
