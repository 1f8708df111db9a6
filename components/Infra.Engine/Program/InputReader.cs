using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Infra.Engine.Values;
using Pulumi;

namespace Infra.Engine.Program;

/// <summary>
/// Reads the inputs of one resource from its args, including what mocks lose: which are secret, unknown or unset, and the resources they
/// come from.
/// </summary>
/// <param name="urnOf">The engine's URN of a resource.</param>
internal sealed class InputReader(Func<Resource, string> urnOf)
{
    private readonly HashSet<string> dependencies = new(StringComparer.Ordinal);

    /// <summary>URNs found so far.</summary>
    public IReadOnlySet<string> Dependencies => dependencies;

    /// <summary>Empty lists and maps are left out: an untouched one cannot always be told from one that was set.</summary>
    public async Task<Value.Map> ReadArgsAsync(InputArgs args)
    {
        var values = new Dictionary<string, Value>();
        foreach (var member in InputMembers.Of(args.GetType()))
        {
            if (await ReadAsync(member.Read(args)).ConfigureAwait(false) is { IsEmpty: false } value)
                values[member.Name] = value;
        }

        return Value.MapOf(values);
    }

    /// <summary>Returns null for null.</summary>
    public async Task<Value?> ReadAsync(object? value)
    {
        if (value is null)
            return null;
        if (OutputProbe.For(value) is { } probe)
        {
            var probed = await probe.ReadAsync(value).ConfigureAwait(false);
            dependencies.UnionWith(probed.Dependencies.Select(urnOf));
            var content = probed.Known ? await ReadAsync(probed.Value).ConfigureAwait(false) : Value.Unknown.Instance;
            return content is not null && probed.Secret ? Value.SecretOf(content.Plain()) : content;
        }

        return value switch
        {
            InputArgs args => await ReadArgsAsync(args).ConfigureAwait(false),
            Resource resource => Reference(resource),
            JsonElement json => ValueObjects.FromObject(Json(json)),
            AssetOrArchive asset => new Value.Text($"<{asset.GetType().Name}>"),
            string or bool => ValueObjects.FromObject(value),
            IDictionary map => await ReadMapAsync(map).ConfigureAwait(false),
            IEnumerable list => await ReadListAsync(list).ConfigureAwait(false),
            Enum e => new Value.Number(Convert.ToInt64(e)),
            _ when Union(value) is { } inner => await ReadAsync(inner).ConfigureAwait(false),
            _ => ValueObjects.FromObject(value),
        };
    }

    private Value.Text Reference(Resource resource)
    {
        var urn = urnOf(resource);
        dependencies.Add(urn);
        return new Value.Text(urn);
    }

    private async Task<Value> ReadMapAsync(IDictionary map)
    {
        var values = new Dictionary<string, Value>();
        foreach (var key in map.Keys)
        {
            if (await ReadAsync(map[key]).ConfigureAwait(false) is { } value)
                values[key.ToString()!] = value;
        }

        return Value.MapOf(values);
    }

    private async Task<Value> ReadListAsync(IEnumerable list)
    {
        var values = ImmutableArray.CreateBuilder<Value>();
        if (!IsDefaultArray(list))
        {
            foreach (var item in list)
            {
                if (await ReadAsync(item).ConfigureAwait(false) is { } value)
                    values.Add(value);
            }
        }

        return new Value.List(values.ToImmutable());
    }

    private static bool IsDefaultArray(IEnumerable list) =>
        list.GetType() is { IsGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
        && (bool)type.GetProperty("IsDefault", BindingFlags.Public | BindingFlags.Instance)!.GetValue(list)!;

    private static object? Union(object value) =>
        value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Union<,>)
            ? type.GetProperty("Value")!.GetValue(value)
            : null;

    private static object? Json(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => json.GetString(),
            JsonValueKind.Number => json.GetDouble(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Array => json.EnumerateArray().Select(Json).ToList(),
            JsonValueKind.Object => json.EnumerateObject().ToDictionary(p => p.Name, p => Json(p.Value)),
            _ => null,
        };
}
