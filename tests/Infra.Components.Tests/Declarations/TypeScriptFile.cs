using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Infra.Components.Tests.Declarations;

/// <summary>
/// A TypeScript file that constructs resources as the stack did. Literals appear where their type is expected, so the compiler rejects
/// unknown properties at any depth; with one property per line, an error's line identifies the property.
/// </summary>
internal sealed class TypeScriptFile
{
    private readonly StringBuilder _text = new("const given = <T>(): T => undefined!;\n");
    private readonly ImmutableArray<string>.Builder _places = ImmutableArray.CreateBuilder<string>();

    internal TypeScriptFile(IEnumerable<Use> uses, IReadOnlyDictionary<string, string> packages)
    {
        _places.AddRange("", "the preamble");
        foreach (var (use, index) in uses.Select((use, index) => (use, index)))
            Add(
                use,
                use.IsResource ? Declared.Resource(use.Token, packages) : Declared.Function(use.Token, use.HasInputs, packages),
                $"T{index}"
            );
    }

    internal string Text => _text.ToString();

    /// <summary>What is on a line, counted from 1: a resource, and one of its inputs.</summary>
    internal string Place(int line) => _places[line];

    private void Add(Use use, Declared declared, string alias)
    {
        Line($"{use}", $"import {{ {declared.Name} as {alias} }} from \"{declared.Module}\";");
        if (!use.IsResource && !use.HasInputs)
        {
            Line($"{use}", $"{alias}();");
            return;
        }

        var args = use.IsResource ? $"NonNullable<ConstructorParameters<typeof {alias}>[1]>" : alias;
        Line($"{use}", use.IsResource ? $"new {alias}({TypeScriptValue.Of(use.Name)}, {{" : $"((_: {alias}) => {{}})({{");
        var isProvider = use.Token.StartsWith("pulumi:providers:", StringComparison.Ordinal);
        foreach (var (name, value) in use.Inputs)
            Input(name, isProvider ? TypeScriptValue.OfProvider(value) : TypeScriptValue.Of(value));
        foreach (var name in use.Unknown)
            Input(name, $"given<{args}[{TypeScriptValue.Of(name)}]>()");
        Line($"{use}", "});");

        void Input(string name, string value) => Line($"{use}: {name}", $"  {TypeScriptValue.Of(name)}: {value},");
    }

    private void Line(string place, string line)
    {
        _places.Add(place);
        _text.Append(CultureInfo.InvariantCulture, $"{line}\n");
    }
}
