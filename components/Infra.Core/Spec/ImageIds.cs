using Infra.Core.Clouds;

namespace Infra.Core.Spec;

/// <summary>Each cloud's machine image IDs.</summary>
public static class ImageIds
{
    /// <summary>Why it is not an image ID of this cloud, as the end of a sentence; null if it is.</summary>
    public static string? Problem(string imageId, CloudKind cloud) => CloudRegistry.Of<IStackFileRules>(cloud).ProblemOfImage(imageId);

    /// <summary>The usual reason.</summary>
    /// <param name="written">The form of this cloud's IDs.</param>
    internal static string NotAnImage(string cloud, string written) => $"is not a valid image ID on {cloud} ({written})";
}
