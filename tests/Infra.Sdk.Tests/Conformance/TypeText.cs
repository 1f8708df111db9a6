using System.Reflection;

namespace Infra.Sdk.Tests.Conformance;

/// <summary>A type as the listings write it: no namespaces, C# keywords, tuples in parentheses, nullable marks.</summary>
public static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(double)] = "double",
    };

    /// <summary>A type in a context without nullability: bases, interfaces, constraints.</summary>
    public static string Of(Type type) => Write(type, null);

    public static string Of(Type type, NullabilityInfo nullability) => Write(type, nullability);

    /// <summary>The name a type is declared with: <c>Outer.Inner</c>, <c>Union&lt;T0, T1&gt;</c>.</summary>
    public static string Declared(Type type)
    {
        var outer = type.DeclaringType == null || type.IsGenericParameter ? "" : Declared(type.DeclaringType) + ".";
        return outer + Bare(type) + Arguments(type.GetGenericArguments().Select(Of));
    }

    private static string Write(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
            return Write(type.GetElementType()!, nullability);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Write(underlying, null) + "?";
        if (type.IsGenericParameter)
            return type.Name;

        var mark = !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
            return Write(type.GetElementType()!, nullability?.ElementType) + "[]" + mark;
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword + mark;

        var arguments = type.GetGenericArguments()
            .Select((argument, i) => Write(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(i)))
            .ToList();
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true || IsOpenTuple(type))
            return $"({string.Join(", ", arguments)})";

        var outer = type.DeclaringType == null ? "" : Of(type.DeclaringType) + ".";
        return outer + Bare(type) + Arguments(arguments) + mark;
    }

    // A tuple of generic parameters has no full name.
    private static bool IsOpenTuple(Type type) =>
        type.Namespace == "System" && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal);

    private static string Bare(Type type) => type.Name.Split('`')[0];

    private static string Arguments(IEnumerable<string> arguments) =>
        string.Join(", ", arguments) is { Length: > 0 } text ? $"<{text}>" : "";
}
