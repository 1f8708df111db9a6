using Infra.Core.Clouds;

namespace Infra.Core.Spec;

/// <summary>What each cloud calls a machine image.</summary>
public static class ImageIds
{
    /// <summary>Why it is no image id of this cloud, as a sentence's end; null where it is one.</summary>
    public static string? Problem(string imageId, CloudKind cloud) => CloudRegistry.Of<IStackFileRules>(cloud).ProblemOfImage(imageId);

    /// <summary>The usual reason.</summary>
    /// <param name="written">What an id of this cloud reads like.</param>
    internal static string NotAnImage(string cloud, string written) => $"is not a valid image ID on {cloud} ({written})";
}
