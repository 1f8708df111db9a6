using System.Reflection;
using System.Runtime.CompilerServices;

namespace Infra.Sdk.Tests.Conformance;

/// <summary>A member as the listings write it, one line.</summary>
public static class MemberText
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(FieldInfo field)
    {
        var modifiers = (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        return $"{modifiers}{TypeText.Of(field.FieldType, Nullability.Create(field))} {field.Name}";
    }

    public static string Of(ConstructorInfo constructor) =>
        $"{Access(constructor)}{TypeText.Declared(constructor.DeclaringType!).Split('<')[0].Split('.')[^1]}({Parameters(constructor)})";

    public static string Of(PropertyInfo property)
    {
        var wire = string.Concat(
            property
                .GetCustomAttributesData()
                .Where(data => data.AttributeType.Name is "InputAttribute" or "OutputAttribute")
                .Select(data => $"[{data.AttributeType.Name[..^"Attribute".Length]}({string.Join(", ", data.ConstructorArguments)})] ")
        );
        var any = property.GetMethod ?? property.SetMethod!;
        var index = property.GetIndexParameters() is { Length: > 0 } keys
            ? $"this[{string.Join(", ", keys.Select(Parameter))}]"
            : property.Name;
        var accessors = string.Join(
            " ",
            new[] { Accessor(property.GetMethod, "get"), Accessor(property.SetMethod, Setter(property)) }.Where(accessor =>
                accessor != null
            )
        );
        var type = TypeText.Of(property.PropertyType, Nullability.Create(property));
        return $"{wire}{(any.IsStatic ? "static " : "")}{type} {index} {{ {accessors} }}";
    }

    public static string Of(MethodInfo method)
    {
        var result = TypeText.Of(method.ReturnType, Nullability.Create(method.ReturnParameter));
        if (method.Name is "op_Implicit" or "op_Explicit")
            return $"{(method.Name == "op_Implicit" ? "implicit" : "explicit")} operator {result}({Parameters(method)})";

        var generic = method.IsGenericMethodDefinition
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>"
            : "";
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"{Access(method)}{Modifier(method)}{result} {method.Name}{generic}({extension}{Parameters(method)}){Constraints(method)}";
    }

    /// <summary>Whether code outside the assembly can use it.</summary>
    public static bool IsVisible(MethodBase? method) => method != null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static string Modifier(MethodInfo method)
    {
        if (method.IsStatic)
            return "static ";
        if (method.DeclaringType!.IsInterface || !method.IsVirtual || method.IsFinal)
            return "";
        if (method.GetBaseDefinition() != method)
            return "override ";
        return method.IsAbstract ? "abstract " : "virtual ";
    }

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string? Accessor(MethodInfo? accessor, string name) => IsVisible(accessor) ? $"{Access(accessor!)}{name};" : null;

    private static string Setter(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true ? "init" : "set";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    public static string Parameter(ParameterInfo parameter)
    {
        var prefix =
            parameter.IsOut ? "out "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params "
            : "";
        var suffix = !parameter.HasDefaultValue
            ? ""
            : parameter.DefaultValue switch
            {
                null when parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) == null =>
                    " = default",
                null => " = null",
                bool flag => flag ? " = true" : " = false",
                string text => $" = \"{text}\"",
                var value => $" = {value}",
            };
        return $"{prefix}{TypeText.Of(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{suffix}";
    }

    private static string Constraints(MethodInfo method) =>
        string.Concat(
            from argument in method.IsGenericMethodDefinition ? method.GetGenericArguments() : []
            let attributes = argument.GenericParameterAttributes
            let parts = argument
                .GetGenericParameterConstraints()
                .Select(TypeText.Of)
                .Concat(attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? ["new()"] : [])
            where parts.Any()
            select $" where {argument.Name} : {string.Join(", ", parts)}"
        );
}
