using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Something the engine tracks. Its constructor registers it; its outputs are filled in later.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly bool? _protect;
    private readonly ImmutableArray<ResourceTransformation> _transformations;
    private readonly ImmutableDictionary<string, ProviderResource> _providers;

    private protected Resource(string type, string name, bool custom, ResourceArgs args, ResourceOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _type = type;
        _name = name;

        // First, so that a transformation or a sibling that sees this resource finds its outputs in place.
        Outputs = new ResourceOutputs(this);

        // The stack is the default parent, but the options do not contain it: transformations see null.
        var parent = options.Parent ?? (type == Stack.RootType ? null : Deployment.Instance.Inner.Stack);
        _transformations = [.. options.ResourceTransformations, .. parent?._transformations ?? []];
        (args, options) = Transformed(args, options);
        options = options.Clone();

        (_providers, Provider) = ChooseProviders(custom, options);
        if (options.Parent != null)
        {
            options.Protect ??= options.Parent._protect;
            lock (options.Parent.Children)
                options.Parent.Children.Add(this);
        }

        options.Provider = Provider;
        _protect = options.Protect;
        Deployment.Instance.Inner.Register(this, args, options);
    }

    // Set by ResourceOutputs.
    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    internal ResourceOutputs Outputs { get; }

    /// <summary>Lock when using. Depending on a component means depending on these.</summary>
    internal HashSet<Resource> Children { get; } = [];

    /// <summary>The provider of a custom resource: its own, else its parent's for the package; null for the default one.</summary>
    internal ProviderResource? Provider { get; }

    public string GetResourceType() => _type;

    public string GetResourceName() => _name;

    /// <summary>The provider that children and functions of <paramref name="token"/>'s package inherit from here.</summary>
    internal ProviderResource? ProviderOf(string token) => PackageOf(token) is { } package ? _providers.GetValueOrDefault(package) : null;

    private static string? PackageOf(string token) => token.Split(':') is [var package, _, _] ? package : null;

    private (ResourceArgs Args, ResourceOptions Options) Transformed(ResourceArgs args, ResourceOptions options)
    {
        foreach (var transformation in _transformations)
        {
            if (transformation(new ResourceTransformationArgs(this, args, options)) is not { } result)
                continue;
            if (result.Options.Parent != options.Parent)
                throw new ArgumentException("Transformations cannot currently be used to change the 'parent' of a resource.");
            (args, options) = (result.Args, result.Options);
        }

        return (args, options);
    }

    private (ImmutableDictionary<string, ProviderResource> ForChildren, ProviderResource? Own) ChooseProviders(
        bool custom,
        ResourceOptions options
    )
    {
        var inherited = options.Parent?._providers ?? ImmutableDictionary<string, ProviderResource>.Empty;
        if (custom)
        {
            if (options.Provider is not { } own)
                return (inherited, options.Parent?.ProviderOf(_type));
            return (PackageOf(_type) is { } package ? inherited.SetItem(package, own) : inherited, own);
        }

        var given = (options as ComponentResourceOptions)?.Providers ?? [];
        if (options.Provider != null && given.Count > 0)
            throw new ResourceException("Do not supply both 'provider' and 'providers' options to a ComponentResource.", options.Parent);
        foreach (var provider in options.Provider != null ? [options.Provider] : given)
            inherited = inherited.SetItem(provider.Package, provider);
        return (inherited, null);
    }
}
