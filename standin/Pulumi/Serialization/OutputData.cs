using System.Collections.Immutable;

namespace Pulumi.Serialization;

internal static class OutputData
{
    /// <summary>Pulumi's marker for "not known" where only text fits.</summary>
    public const string UnknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    public static readonly ImmutableHashSet<Resource> NoResources = [];
}

/// <summary>The resolved content of an output. The value is the type's default if unknown.</summary>
internal readonly record struct OutputData<T>(ImmutableHashSet<Resource> Resources, T Value, bool IsKnown, bool IsSecret)
{
    public OutputData<object?> Boxed() => new(Resources, Value, IsKnown, IsSecret);
}
