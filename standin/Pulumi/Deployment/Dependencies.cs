namespace Pulumi;

/// <summary>Resolves dependencies: a custom resource stands for itself, a component for its custom children.</summary>
internal static class Dependencies
{
    public static async Task<IEnumerable<Resource>> ListAsync(InputList<Resource> resources) =>
        await resources.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false);

    public static async Task WaitAsync(IEnumerable<Resource> resources)
    {
        foreach (var resource in Expand(resources))
            await resource.Urn.DataTask.ConfigureAwait(false);
    }

    /// <summary>Components are traversed, children of custom resources are not: they may depend on their siblings.</summary>
    public static HashSet<CustomResource> Expand(IEnumerable<Resource> resources)
    {
        var seen = new HashSet<Resource>();
        var left = new Stack<Resource>(resources);
        while (left.TryPop(out var resource))
        {
            if (!seen.Add(resource) || resource is not ComponentResource)
                continue;

            lock (resource.Children)
            {
                foreach (var child in resource.Children)
                    left.Push(child);
            }
        }

        return [.. seen.OfType<CustomResource>()];
    }
}
