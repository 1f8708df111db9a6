namespace Pulumi;

/// <summary>A configured provider of one package.</summary>
public class ProviderResource : CustomResource
{
    private string? _reference;

    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
        : base($"pulumi:providers:{package}", name, args, options) => Package = package;

    public ProviderResource(
        string package,
        string name,
        ResourceArgs args,
        CustomResourceOptions? options = null,
        RegisterPackageRequest? registerPackageRequest = null
    )
        : this(package, name, args, options) { }

    internal string Package { get; }

    /// <summary>
    /// The reference by which a resource identifies its provider to the engine: URN and ID. Waits until the provider exists.
    /// </summary>
    internal async Task<string> ReferenceAsync()
    {
        if (_reference != null)
            return _reference;

        var urn = await Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        var id = await Id.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        return _reference = $"{urn}::{(string.IsNullOrEmpty(id) ? Serialization.OutputData.UnknownText : id)}";
    }
}
