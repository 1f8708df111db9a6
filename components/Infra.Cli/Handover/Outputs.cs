using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Stacks;
using Infra.Core.Handover;

namespace Infra.Cli.Handover;

/// <summary>
/// Outputs of what the account's owner applied, in any of the forms in which tools print them: <c>aws cloudformation describe-stacks</c>,
/// <c>az deployment sub show --query properties.outputs</c>, <c>terraform output -json</c>, <c>pulumi stack output --json</c>.
/// </summary>
internal static class Outputs
{
    /// <summary>By name, in lower case and without separators. Later files win.</summary>
    /// <exception cref="StackErrorsException">A file has another form.</exception>
    internal static Dictionary<string, JsonNode> Read(IEnumerable<string> files)
    {
        var all = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            JsonNode? root;
            try
            {
                root = JsonNode.Parse(HandoverFiles.Text(file));
            }
            catch (JsonException)
            {
                root = null;
            }

            foreach (var (name, value) in Entries(file, root))
            {
                all[name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()] = value;
            }
        }

        return all;
    }

    private static IEnumerable<(string Name, JsonNode Value)> Entries(string file, JsonNode? root) =>
        root switch
        {
            JsonObject { Count: 1 } stacks when stacks["Stacks"] is JsonArray { Count: 1 } one => Entries(
                file,
                one[0]!["Outputs"] ?? new JsonArray()
            ),
            JsonArray list => list.OfType<JsonObject>()
                .Where(one => one["OutputKey"] is JsonValue && one["OutputValue"] is JsonValue)
                .Select(one => (one["OutputKey"]!.ToString(), one["OutputValue"]!)),
            JsonObject map => map.Where(entry => entry.Value is not null)
                .Select(entry => (entry.Key, entry.Value is JsonObject wrapped && wrapped["value"] is { } inner ? inner : entry.Value!)),
            _ => throw SshSignatures.Refused(
                HandoverFindings.NoOutput(file, "This is not JSON of outputs.", "Use the output of the tool's own JSON option, unchanged.")
            ),
        };
}
