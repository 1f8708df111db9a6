using System.Text.Json;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>
/// Compares the project that Pulumi passes to the program with the one in the stack file. The file is what was reviewed; the program reads
/// the project only from the file.
/// </summary>
internal static class ConfiguredProject
{
    /// <param name="project">The project in the file.</param>
    /// <param name="configured">The value of <c>infra:project</c> as JSON.</param>
    internal static bool IsSame(TextNode project, string configured)
    {
        try
        {
            using var passed = JsonDocument.Parse(configured);
            return Same(project, passed.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Values without a JSON form, such as dates, are rejected by their readers; encrypted values are passed in clear text.
    private static bool Same(TextNode written, JsonElement passed) =>
        written switch
        {
            TextNode.Refused or TextNode.Map { Entries: [{ Key: "secure" }] } => true,
            TextNode.Map map => passed.ValueKind == JsonValueKind.Object && SameMap(map, passed),
            TextNode.Sequence list => passed.ValueKind == JsonValueKind.Array
                && list.Items.Length == passed.GetArrayLength()
                && list.Items.Zip(passed.EnumerateArray()).All(pair => Same(pair.First, pair.Second)),
            _ => PassedJson.Of(written) is not { } json || SameScalar(json, passed),
        };

    private static bool SameMap(TextNode.Map map, JsonElement passed)
    {
        var others = passed.EnumerateObject().ToLookup(other => other.Name, other => other.Value, StringComparer.Ordinal);
        return others.Count == map.Entries.Length
            && map.Entries.All(entry => others[entry.Key].ToList() is [var other] && Same(entry.Value, other));
    }

    private static bool SameScalar(string json, JsonElement passed)
    {
        using var expected = JsonDocument.Parse(json);
        return JsonElement.DeepEquals(expected.RootElement, passed);
    }
}
