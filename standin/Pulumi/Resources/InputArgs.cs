using System.Collections.Concurrent;
using System.Reflection;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A set of inputs: properties or private backing fields marked with <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    private static readonly ConcurrentDictionary<Type, Member[]> Members = new();

    protected InputArgs() { }

    /// <summary>Wire name to value, unset ones as null. Throws if a required one is unset.</summary>
    internal Dictionary<string, object?> ToDictionary()
    {
        var result = new Dictionary<string, object?>();
        foreach (var member in Members.GetOrAdd(GetType(), Find))
        {
            var value = member.Read(this);
            if (value == null && member.Attribute.IsRequired)
                throw new ArgumentNullException(
                    member.Name,
                    $"[Input] {GetType().FullName}.{member.Name} is required but was not given a value"
                );

            result.Add(member.Attribute.Name, member.Attribute.Json ? JsonText.Of(value) : value);
        }

        return result;
    }

    private static Member[] Find(Type type)
    {
        const BindingFlags Any = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance;
        var fields =
            from field in type.GetFields(Any)
            let attribute = field.GetCustomAttribute<InputAttribute>()
            where attribute != null
            select new Member(attribute, field.Name, field.GetValue);
        var properties =
            from property in type.GetProperties(Any)
            let attribute = property.GetCustomAttribute<InputAttribute>()
            where attribute != null
            select new Member(attribute, property.Name, property.GetValue);
        return [.. fields, .. properties];
    }

    private sealed record Member(InputAttribute Attribute, string Name, Func<object, object?> Read);
}
