namespace Infra.Core.Clouds.Local;

/// <summary>
/// All that the local cloud's router does with packets between nodes, clients and the world: the filter, then the public
/// addresses, as one nft transaction. Neither is ever in force with another version of the other.
/// </summary>
internal static class LocalRouter
{
    /// <summary>The tables as nft text; loading them replaces those that are there.</summary>
    public static string Emit(ProjectPlan plan) =>
        LocalSdn.Emit(plan.Spec, plan.Topology, plan.Policy) + LocalPublicAddresses.Emit(plan.Topology);
}
