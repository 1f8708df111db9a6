using Infra.Engine.State;

namespace Infra.Engine.Planning;

/// <summary>A resource to delete, and the resources to delete before it because they depend on it.</summary>
/// <param name="interrupted">The creation it comes from, if that did not finish.</param>
internal sealed class Deletion(ResourceState resource, PendingOperation? interrupted)
{
    public ResourceState Resource { get; } = resource;

    public PendingOperation? Interrupted { get; } = interrupted;

    public List<Deletion> After { get; } = [];
}

/// <summary>Dependants are deleted before what they depend on, children before parents.</summary>
internal static class DeletionOrder
{
    public static IReadOnlyList<Deletion> Of(IEnumerable<Deletion> deletions)
    {
        var all = deletions.OrderByDescending(d => d.Resource.Replaced).ThenByDescending(d => d.Resource.Sequence).ToList();
        var byUrn = all.ToLookup(d => d.Resource.Urn);
        var children = all.Where(d => d.Resource.Parent is not null).ToLookup(d => d.Resource.Parent!);
        foreach (var dependant in all)
        {
            var r = dependant.Resource;
            var needed = r.Dependencies.SelectMany(urn => WithChildren(urn, r.Urn)).Concat(r.Parent is null ? [] : byUrn[r.Parent]);
            foreach (var target in needed.Where(t => t != dependant && (r.Replaced || !t.Resource.Replaced)))
                target.After.Add(dependant);
        }

        return Sort(all);

        // Depending on a component means depending on everything in it, unless the dependant is inside it.
        IEnumerable<Deletion> WithChildren(string urn, string dependant) =>
            byUrn[urn]
                .Concat(children[urn].Where(c => c.Resource.Urn != dependant).SelectMany(c => WithChildren(c.Resource.Urn, dependant)))
                .Distinct();
    }

    /// <summary>Everything that exists and is no longer declared.</summary>
    /// <param name="wanted">The URNs the program declares.</param>
    public static IReadOnlyList<Deletion> Unwanted(StackState state, IReadOnlySet<string> wanted) =>
        Of([
            .. state.Resources.Where(r => r.Replaced || !wanted.Contains(r.Urn)).Select(r => new Deletion(r, null)),
            .. state
                .Pending.Where(p => p.Kind == OperationKind.Create && !wanted.Contains(p.Resource.Urn))
                .Select(p => new Deletion(p.Resource, p)),
        ]);

    private static List<Deletion> Sort(List<Deletion> all)
    {
        var sorted = new List<Deletion>();
        var left = new List<Deletion>(all);
        var done = new HashSet<Deletion>();
        while (left.Count > 0)
        {
            // Dependencies recorded by different, partly failed runs may contradict each other; then age decides.
            var next = left.Find(d => d.After.TrueForAll(done.Contains)) ?? left[0];
            next.After.RemoveAll(d => !done.Contains(d));
            left.Remove(next);
            done.Add(next);
            sorted.Add(next);
        }

        return sorted;
    }
}
