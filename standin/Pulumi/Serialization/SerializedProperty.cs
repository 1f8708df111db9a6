namespace Pulumi.Serialization;

/// <summary>
/// One property in the engine's form: null, bool, double, string, asset, archive, resource, or immutable arrays and string-keyed
/// dictionaries of these. One unknown or secret part makes the whole so.
/// </summary>
internal readonly record struct SerializedProperty(object? Value, bool IsKnown, bool IsSecret, IReadOnlySet<Resource> Dependencies)
{
    /// <summary>Null and unset are the same: not sent.</summary>
    public bool IsUnset => Value == null && IsKnown && !IsSecret;

    public static async Task<SerializedProperty> OfAsync(string name, object? value)
    {
        var serializer = new Serializer();
        try
        {
            var serialized = await serializer.SerializeAsync(name, value).ConfigureAwait(false);
            return new SerializedProperty(serialized, serializer.IsKnown, serializer.IsSecret, serializer.Dependencies);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"error serializing property \"{name}\": {exception.Message}", exception);
        }
    }

    /// <summary>Serializes a set of properties, leaving out unset ones.</summary>
    public static async Task<Dictionary<string, SerializedProperty>> OfAllAsync(IEnumerable<KeyValuePair<string, object?>> bag)
    {
        var result = new Dictionary<string, SerializedProperty>();
        foreach (var (name, value) in bag)
        {
            var property = await OfAsync(name, value).ConfigureAwait(false);
            if (!property.IsUnset)
                result.Add(name, property);
        }

        return result;
    }
}
