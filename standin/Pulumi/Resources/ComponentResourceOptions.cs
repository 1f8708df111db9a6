namespace Pulumi;

public sealed class ComponentResourceOptions : ResourceOptions
{
    /// <summary>Providers of the children, one per package.</summary>
    public List<ProviderResource> Providers
    {
        get => field ??= [];
        set;
    }

    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = Copy(options1);
        var other = Copy(options2);
        merged.MergeFrom(other);
        // The last provider of a package wins, and the others keep their order.
        merged.Providers = [.. merged.Providers.Concat(other.Providers).Reverse().DistinctBy(p => p.Package).Reverse()];
        return merged;
    }

    internal override ResourceOptions Clone() => Copy(this);

    private static ComponentResourceOptions Copy(ComponentResourceOptions? options)
    {
        var copy = new ComponentResourceOptions();
        if (options == null)
            return copy;

        copy.CopyFrom(options);
        copy.Providers = [.. options.Providers];
        return copy;
    }
}
