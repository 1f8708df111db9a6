namespace Pulumi;

/// <summary>A file or a tree of files passed to a provider.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive(object value) => Value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>The path, text, address or parts it was created from.</summary>
    internal object Value { get; }
}
