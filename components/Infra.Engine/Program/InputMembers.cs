using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Pulumi;

namespace Infra.Engine.Program;

/// <summary>One input of an args class: its wire name and how to read it without side effects.</summary>
internal sealed record InputMember(string Name, Func<object, object?> Read);

/// <summary>
/// The inputs of an args class. The attribute is on a plain property, or for lists, maps and secrets on the private backing field;
/// reading the attributed member never creates a list, as reading the property would.
/// </summary>
internal static class InputMembers
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly ConcurrentDictionary<Type, ImmutableArray<InputMember>> Known = [];

    public static ImmutableArray<InputMember> Of(Type type) => Known.GetOrAdd(type, static t => [.. Find(t)]);

    private static IEnumerable<InputMember> Find(Type type)
    {
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            foreach (var field in t.GetFields(Declared))
                if (WireName(field) is { } name)
                    yield return new InputMember(name, field.GetValue);
            foreach (var property in t.GetProperties(Declared))
                if (WireName(property) is { } name)
                    yield return new InputMember(name, property.GetValue);
        }
    }

    // The attribute does not expose its name; its metadata does.
    private static string? WireName(MemberInfo member) =>
        member.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType == typeof(InputAttribute))?.ConstructorArguments[0].Value
        as string;
}
