namespace Pulumi;

/// <summary>A file or a tree of files handed to a provider.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive(object value) => Value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>The path, text, address or parts it was made from.</summary>
    internal object Value { get; }
}
