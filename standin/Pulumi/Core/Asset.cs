namespace Pulumi;

public abstract class Asset : AssetOrArchive
{
    private protected Asset(string value)
        : base(value) { }
}
