using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>Waits for everything inside one property and converts it to plain values, recording dependencies and flags.</summary>
internal sealed class Serializer
{
    public HashSet<Resource> Dependencies { get; } = [];

    public bool IsKnown { get; private set; } = true;

    public bool IsSecret { get; private set; }

    /// <param name="path">Where the value is, for messages.</param>
    /// <exception cref="InvalidOperationException">The type cannot be sent to a provider.</exception>
    public async ValueTask<object?> SerializeAsync(string path, object? value) =>
        value switch
        {
            null or bool or double or AssetOrArchive => value,
            int number => (double)number,
            string text => Text(text),
            InputArgs args => await DictionaryAsync(path, args.ToDictionary()).ConfigureAwait(false),
            Task => throw new InvalidOperationException(
                $"Tasks are not allowed inside ResourceArgs. Please wrap your Task in an Output:\n\t{path}"
            ),
            IInput input => await OutputAsync(path, input.ToOutput()).ConfigureAwait(false),
            IOutput output => await OutputAsync(path, output).ConfigureAwait(false),
            IUnion union => await SerializeAsync(path, union.Value).ConfigureAwait(false),
            JsonElement json => Json(json),
            Resource resource => await ResourceAsync(resource).ConfigureAwait(false),
            IDictionary dictionary => await DictionaryAsync(path, dictionary).ConfigureAwait(false),
            IList list => await ListAsync(path, list).ConfigureAwait(false),
            Enum number when number.GetTypeCode() == TypeCode.Int32 => (double)Convert.ToInt32(number),
            ValueTuple => null,
            _ => await ObjectAsync(path, value).ConfigureAwait(false),
        };

    private string? Text(string text)
    {
        if (text != OutputData.UnknownText)
            return text;

        IsKnown = false;
        return null;
    }

    private async ValueTask<object?> OutputAsync(string path, IOutput output)
    {
        var data = await output.GetDataAsync().ConfigureAwait(false);
        Dependencies.UnionWith(data.Resources);
        IsSecret |= data.IsSecret;
        IsKnown &= data.IsKnown;
        return data.IsKnown ? await SerializeAsync(path, data.Value).ConfigureAwait(false) : null;
    }

    private async ValueTask<object?> ResourceAsync(Resource resource)
    {
        if (resource is CustomResource custom)
        {
            Dependencies.Add(custom);
            await custom.Id.DataTask.ConfigureAwait(false);
        }

        await resource.Urn.DataTask.ConfigureAwait(false);
        return resource;
    }

    private async ValueTask<object?> DictionaryAsync(string path, IDictionary dictionary)
    {
        var result = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (DictionaryEntry entry in dictionary)
        {
            if (entry.Key is not string key)
                throw new InvalidOperationException($"Dictionaries are only supported with string keys:\n\t{path}");

            if (await SerializeAsync($"{path}.{key}", entry.Value).ConfigureAwait(false) is { } value)
                result[key] = value;
        }

        return result.ToImmutable();
    }

    private async ValueTask<object?> ListAsync(string path, IList list)
    {
        if (list is IStructuralEquatable && IsDefaultArray(list))
            return ImmutableArray<object?>.Empty;

        var result = ImmutableArray.CreateBuilder<object?>(list.Count);
        for (var i = 0; i < list.Count; i++)
            result.Add(await SerializeAsync($"{path}[{i}]", list[i]).ConfigureAwait(false));
        return result.ToImmutable();
    }

    private async ValueTask<object?> ObjectAsync(string path, object value)
    {
        var type = value.GetType();
        if (type.IsValueType && type.GetCustomAttribute<EnumTypeAttribute>() != null)
        {
            var convert = type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type])
                ?? throw new InvalidOperationException(
                    $"Expected {type.FullName} to have an explicit conversion operator to String or Double.\n\t{path}"
                );
            return convert.Invoke(null, [value]);
        }

        if (type.GetCustomAttribute<OutputTypeAttribute>() == null)
            throw new InvalidOperationException($"{type.FullName} is not a supported argument type.\n\t{path}");

        var fields = type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(field => field.IsInitOnly)
            .ToDictionary(field => char.ToLowerInvariant(field.Name[0]) + field.Name[1..], field => field.GetValue(value));
        return await DictionaryAsync(path, fields).ConfigureAwait(false);
    }

    private static bool IsDefaultArray(IList list)
    {
        var type = list.GetType();
        return type.IsGenericType
            && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            && (bool)type.GetProperty(nameof(ImmutableArray<int>.IsDefault))!.GetValue(list)!;
    }

    private static object? Json(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => element.GetDouble(),
            JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
            JsonValueKind.Array => element.EnumerateArray().Select(Json).ToImmutableArray(),
            JsonValueKind.Object => element
                .EnumerateObject()
                .Where(property => property.Value.ValueKind != JsonValueKind.Null)
                .ToImmutableDictionary(property => property.Name, property => Json(property.Value)!),
            _ => null,
        };
}
