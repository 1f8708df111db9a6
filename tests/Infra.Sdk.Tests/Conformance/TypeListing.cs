using System.Reflection;

namespace Infra.Sdk.Tests.Conformance;

/// <summary>One type of a listing: the line that declares it and its members' lines.</summary>
public sealed record TypeListing(string Namespace, string Declaration, IReadOnlySet<string> Members)
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Namespace and name with generic parameters, by which a type is found in a listing.</summary>
    public string Key { get; private init; } = "";

    public static TypeListing Parse(string ns, string declaration, IReadOnlySet<string> members)
    {
        var words = declaration.Split('(')[0].Split(" : ")[0].Split(" { ")[0];
        var kinds = new[] { "class ", "struct ", "interface ", "enum ", "delegate " };
        var name = words[(kinds.Max(kind => words.IndexOf(kind, StringComparison.Ordinal) is >= 0 and var at ? at + kind.Length : -1))..];
        if (declaration.StartsWith("delegate ", StringComparison.Ordinal))
            name = name.Split(' ')[^1];
        return new TypeListing(ns, declaration, members) { Key = $"{ns}.{name}" };
    }

    public static TypeListing Of(Type type)
    {
        var key = $"{type.Namespace}.{TypeText.Declared(type)}";
        if (type.IsEnum)
            return new(type.Namespace!, $"enum {type.Name} {{ {string.Join(", ", type.GetEnumNames())} }}", new HashSet<string>())
            {
                Key = key,
            };
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            var signature = MemberText
                .Of(type.GetMethod("Invoke")!)
                .Replace("virtual ", "", StringComparison.Ordinal)
                .Replace(" Invoke(", $" {type.Name}(", StringComparison.Ordinal);
            return new(type.Namespace!, $"delegate {signature}", new HashSet<string>()) { Key = key };
        }

        var kind = type switch
        {
            { IsInterface: true } => "interface ",
            { IsValueType: true } => "struct ",
            { IsAbstract: true, IsSealed: true } => "static class ",
            { IsAbstract: true } => "abstract class ",
            { IsSealed: true } => "sealed class ",
            _ => "class ",
        };
        var inherited = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? parent : null;
        var bases = new[] { inherited }.OfType<Type>().Concat(OwnInterfaces(type, inherited)).Select(TypeText.Of).ToList();
        var declaration = kind + TypeText.Declared(type) + (bases.Count > 0 ? $" : {string.Join(", ", bases)}" : "");
        return new TypeListing(type.Namespace!, declaration, MembersOf(type).ToHashSet()) { Key = key };
    }

    private static IEnumerable<Type> OwnInterfaces(Type type, Type? parent) =>
        type.GetInterfaces()
            .Where(candidate => candidate.IsVisible)
            .Except(parent?.GetInterfaces() ?? [])
            .Where(candidate => !type.GetInterfaces().Any(other => other != candidate && other.GetInterfaces().Contains(candidate)));

    private static IEnumerable<string> MembersOf(Type type)
    {
        foreach (var member in type.GetMembers(Declared))
        {
            switch (member)
            {
                case FieldInfo { IsSpecialName: false } field when field.IsPublic || field.IsFamily:
                    yield return MemberText.Of(field);
                    break;
                case ConstructorInfo { IsStatic: false } constructor when MemberText.IsVisible(constructor):
                    yield return MemberText.Of(constructor);
                    break;
                case PropertyInfo property when MemberText.IsVisible(property.GetMethod) || MemberText.IsVisible(property.SetMethod):
                    yield return MemberText.Of(property);
                    break;
                case MethodInfo method
                    when MemberText.IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)):
                    yield return MemberText.Of(method);
                    break;
            }
        }
    }
}
