using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infra.Core.Spec.Schema;

/// <summary>The building blocks of a JSON Schema (https://json-schema.org/draft-07).</summary>
internal static class SchemaParts
{
    internal static JsonObject AnyText(string about, int longest = 0)
    {
        var part = new JsonObject
        {
            ["type"] = "string",
            ["description"] = about,
            ["minLength"] = 1,
        };
        if (longest > 0)
        {
            part["maxLength"] = longest;
        }

        return part;
    }

    internal static JsonObject Matching(string about, Regex form) => Matching(about, form.ToString());

    // .NET's end-of-text anchors are not portable.
    internal static JsonObject Matching(string about, string form) =>
        new()
        {
            ["type"] = "string",
            ["description"] = about,
            ["pattern"] = form.Replace(@"\A", "^", StringComparison.Ordinal).Replace(@"\z", "$", StringComparison.Ordinal),
        };

    internal static JsonObject Word(string about, IEnumerable<string> words) =>
        new()
        {
            ["description"] = about,
            ["enum"] = new JsonArray([.. words.Order(StringComparer.Ordinal).Select(word => JsonValue.Create(word))]),
        };

    internal static JsonObject Number(string about, long least, long most) =>
        new()
        {
            ["type"] = "integer",
            ["description"] = about,
            ["minimum"] = least,
            ["maximum"] = most,
        };

    internal static JsonObject Flag(string about) => new() { ["type"] = "boolean", ["description"] = about };

    internal static JsonObject List(string about, JsonNode items, int least = 0, int most = 0)
    {
        var part = new JsonObject
        {
            ["type"] = "array",
            ["description"] = about,
            ["items"] = items,
        };
        if (least > 0)
        {
            part["minItems"] = least;
        }

        if (most > 0)
        {
            part["maxItems"] = most;
        }

        return part;
    }

    /// <summary>A mapping with these keys and no others.</summary>
    internal static JsonObject Closed(string about, IEnumerable<string> required, IEnumerable<KeyValuePair<string, JsonObject>> keys)
    {
        var demanded = required.ToArray();
        var part = new JsonObject
        {
            ["type"] = "object",
            ["description"] = about,
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Key, (JsonNode?)key.Value))),
        };
        if (demanded.Length > 0)
        {
            part["required"] = new JsonArray([.. demanded.Select(key => JsonValue.Create(key))]);
        }

        return part;
    }

    /// <summary>A mapping whose keys are names.</summary>
    internal static JsonObject Named(string about, int longestName, JsonNode values) =>
        new()
        {
            ["type"] = "object",
            ["description"] = about,
            ["propertyNames"] = Name(longestName),
            ["additionalProperties"] = values,
        };

    /// <summary>Matches <see cref="NameRules"/>.</summary>
    internal static JsonObject Name(int longest) => new() { ["pattern"] = $"^[a-z]([a-z0-9-]{{0,{longest - 2}}}[a-z0-9])?$" };

    internal static JsonObject AnyOf(string about, params JsonNode[] choices) =>
        new() { ["description"] = about, ["anyOf"] = new JsonArray(choices) };

    internal static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    /// <summary>What applies in addition if a key has this value.</summary>
    internal static JsonObject Where(string key, string value, JsonObject then) =>
        new()
        {
            ["if"] = new JsonObject
            {
                ["properties"] = new JsonObject { [key] = new JsonObject { ["const"] = value } },
                ["required"] = new JsonArray(key),
            },
            ["then"] = then,
        };

    /// <summary>These keys must be absent.</summary>
    internal static IEnumerable<KeyValuePair<string, JsonNode?>> Without(IEnumerable<string> keys) =>
        keys.Select(key => KeyValuePair.Create(key, (JsonNode?)JsonValue.Create(false)));
}
