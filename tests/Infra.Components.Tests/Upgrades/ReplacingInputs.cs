using System.Collections.Immutable;
using System.Text.Json;
using Infra.Components.Tests.Declarations;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Upgrades;

/// <summary>
/// The inputs whose change makes the provider replace a resource: according to the contracts (`willReplaceOnChanges`, and
/// `replaceOnChanges` of native providers), and to the resource's own options.
/// </summary>
internal sealed class ReplacingInputs
{
    private readonly Dictionary<string, Contract> _contracts = Directory
        .EnumerateFiles(Path.Combine(StackRun.Repository, "standin", "contracts"), "*.json")
        .Where(file => Path.GetFileName(file) is not ("types.json" or "packages.json"))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), Contract.Read, StringComparer.Ordinal);

    internal static ReplacingInputs All { get; } = new();

    /// <summary>Every such input that a resource has, known and not ignored, as `path` and text of the value. Sorted.</summary>
    internal ImmutableSortedDictionary<string, string> Of(Recorded resource)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (_contracts.GetValueOrDefault(resource.Type.Split(':')[0]) is { } contract)
            Collect(contract, contract.Inputs(resource.Type), resource.Inputs.ToImmutableDictionary(), "", found);
        foreach (var input in resource.Options.ReplaceOnChanges.Where(resource.Inputs.ContainsKey))
            found[input] = TypeScriptValue.Of(resource.Inputs[input]);
        foreach (var (path, _) in found.ToImmutable().Where(input => resource.Options.IgnoreChanges.Contains(Root(input.Key))))
            found.Remove(path);
        return found.ToImmutable();
    }

    /// <summary>The top-level input of a path.</summary>
    internal static string Root(string path) => path.Split('.', '[')[0];

    private static void Collect(
        Contract contract,
        IEnumerable<(string Name, JsonElement Spec, bool Replaces)> inputs,
        ImmutableDictionary<string, object> values,
        string at,
        ImmutableSortedDictionary<string, string>.Builder found
    )
    {
        foreach (var (name, spec, replaces) in inputs)
        {
            if (!values.TryGetValue(name, out var value))
                continue;
            if (contract.Members(spec) is not { } members)
            {
                if (replaces)
                    found[at + name] = TypeScriptValue.Of(value);
                continue;
            }

            // For nested objects their number counts, and what is marked in each, as in providers' comparisons.
            var items = value is ImmutableDictionary<string, object> one
                ? [one]
                : ((ImmutableArray<object>)value).Cast<ImmutableDictionary<string, object>>().ToArray();
            if (replaces)
                found[$"{at}{name}[]"] = $"{items.Length}";
            for (var i = 0; i < items.Length; i++)
                Collect(contract, members, items[i], $"{at}{name}[{i}].", found);
        }
    }

    private sealed record Contract(JsonElement Root)
    {
        internal static Contract Read(string file)
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return new Contract(document.RootElement.Clone());
        }

        internal IEnumerable<(string Name, JsonElement Spec, bool Replaces)> Inputs(string token)
        {
            if (token.StartsWith("pulumi:", StringComparison.Ordinal))
                return [];
            var resource = Root.GetProperty("resources").GetProperty(token);
            var outputs = resource.GetProperty("properties");
            return resource
                .GetProperty("inputProperties")
                .EnumerateObject()
                .Select(input =>
                    (
                        input.Name,
                        input.Value,
                        Marked(input.Value, "willReplaceOnChanges")
                            || (outputs.TryGetProperty(input.Name, out var output) && Marked(output, "replaceOnChanges"))
                    )
                );
        }

        /// <summary>The members of an object type, or of a list's; null for anything else.</summary>
        internal IEnumerable<(string Name, JsonElement Spec, bool Replaces)>? Members(JsonElement spec)
        {
            while (spec.TryGetProperty("items", out var items))
                spec = items;
            return
                spec.TryGetProperty("$ref", out var reference)
                && Root.GetProperty("types")
                    .TryGetProperty(reference.GetString()!.Replace("#/types/", "", StringComparison.Ordinal), out var type)
                && type.TryGetProperty("properties", out var properties)
                ? properties.EnumerateObject().Select(member => (member.Name, member.Value, Marked(member.Value, "willReplaceOnChanges")))
                : null;
        }

        private static bool Marked(JsonElement spec, string mark) =>
            spec.TryGetProperty(mark, out var found) && found.ValueKind == JsonValueKind.True;
    }
}
