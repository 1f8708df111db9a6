namespace Pulumi;

public class StackOptions
{
    /// <summary>Each sees every resource of the stack, including the stack itself.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => field ??= [];
        set;
    }

    public List<ResourceTransform> ResourceTransforms
    {
        get => field ??= [];
        set;
    }
}
