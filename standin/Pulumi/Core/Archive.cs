namespace Pulumi;

public abstract class Archive : AssetOrArchive
{
    private protected Archive(object value)
        : base(value) { }
}
