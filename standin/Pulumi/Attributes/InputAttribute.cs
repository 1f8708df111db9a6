namespace Pulumi;

/// <summary>Names a property (or its backing field) on the wire.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class InputAttribute(string name, bool required = false, bool json = false) : Attribute
{
    internal string Name { get; } = name;

    internal bool IsRequired { get; } = required;

    /// <summary>Sent as JSON text, whatever its type: what providers want of nested configuration.</summary>
    internal bool Json { get; } = json;
}
