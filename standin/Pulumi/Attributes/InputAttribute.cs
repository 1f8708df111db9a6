namespace Pulumi;

/// <summary>Sets the wire name of a property (or its backing field).</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class InputAttribute(string name, bool required = false, bool json = false) : Attribute
{
    internal string Name { get; } = name;

    internal bool IsRequired { get; } = required;

    /// <summary>Sent as JSON text, whatever its type, as providers require for nested configuration.</summary>
    internal bool Json { get; } = json;
}
