using System.Globalization;
using Infra.Sdk.Generation.Contracts;
using Infra.Sdk.Generation.Naming;

namespace Infra.Sdk.Generation.Writing;

/// <summary>An enum: a struct around its value, open to values not in this contract.</summary>
internal static class EnumWriter
{
    public static SourceFile Write(TypeName name, EnumType type)
    {
        var text = new CodeText(name);
        var (@struct, value) = (name.Name, type.IsNumber ? "double" : "string");
        text.Line("[EnumType]");
        text.Block($"public readonly struct {@struct} : global::System.IEquatable<{@struct}>", () =>
        {
            text.Line($"private readonly {value} _value;");
            text.Line($"private {@struct}({value} value) => _value = value;");
            foreach (var member in type.Values)
                text.Line($"public static {@struct} {member.Key} {{ get; }} = new {@struct}({Literal(member.Value)});");
            text.Line($"public static bool operator ==({@struct} left, {@struct} right) => left.Equals(right);");
            text.Line($"public static bool operator !=({@struct} left, {@struct} right) => !left.Equals(right);");
            text.Line($"public static explicit operator {value}({@struct} value) => value._value;");
            text.Line($"public override bool Equals(object? obj) => obj is {@struct} other && Equals(other);");
            text.Line($"public bool Equals({@struct} other) => object.Equals(_value, other._value);");
            text.Line("public override int GetHashCode() => ((object?)_value)?.GetHashCode() ?? 0;");
            text.Line($"public override string ToString() => _value{(type.IsNumber ? ".ToString()" : "")};");
        });
        return text.File;
    }

    private static string Literal(object? value) =>
        value switch
        {
            string text => CodeText.Quoted(text),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            _ => throw new ContractException($"an enum cannot have the value {value ?? "null"}"),
        };
}
