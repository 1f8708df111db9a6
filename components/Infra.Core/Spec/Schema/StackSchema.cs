using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using static Infra.Core.Spec.Schema.SchemaParts;

namespace Infra.Core.Spec.Schema;

/// <summary>
/// The stack file's shape as a JSON Schema for editors: keys, types, keywords and limits, generated from the readers' tables. What a schema
/// cannot express (overlapping networks, quotas, the lock file) is left to <c>infra validate</c>.
/// </summary>
public static class StackSchema
{
    // Editors identify the schema by this name; nothing is fetched from it.
    private const string Id = "urn:infra:stack";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    /// <summary>The schema's text, ending with a line break: byte-identical for the same program.</summary>
    public static string Write() => Root().ToJsonString(Indented) + "\n";

    private static JsonObject Root() =>
        new()
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["$id"] = Id,
            ["title"] = "A stack file: stacks/Pulumi.<stack>.yaml",
            ["description"] = "docs/stack-file.md describes every key. Written by 'infra schema'.",
            ["type"] = "object",
            ["required"] = new JsonArray("config"),
            // Everything except 'config' belongs to Pulumi.
            ["properties"] = new JsonObject { ["config"] = Config() },
            ["definitions"] = new JsonObject
            {
                ["network"] = Network("A network in CIDR notation, IPv4 or IPv6: 10.7.0.0/16; /32 for one address."),
                ["network4"] = Network4("An IPv4 network in CIDR notation: 10.42.0.0/20."),
                ["project"] = ProjectSchema.Write(),
                ["service"] = ServiceSchema.Write(),
            },
        };

    private static JsonObject Config() =>
        new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray(StackFile.ProjectKey),
            ["properties"] = new JsonObject(StackFile.OwnKeys.Select(key => KeyValuePair.Create(key, (JsonNode?)Setting(key)))),
            // Other namespaces belong to other programs.
            ["propertyNames"] = AnyOf(
                "A key of this program or of another one.",
                Word("", StackFile.OwnKeys),
                new JsonObject { ["pattern"] = "^(?!infra:)" }
            ),
        };

    private static JsonObject Setting(string key) =>
        key switch
        {
            StackFile.ProjectKey => Reference("project"),
            OperatorSettingsReader.Key => OrSealed("The public key of an operator who may log in: the line of a .pub file."),
            OperatorSettingsReader.Keys => AnyOf(
                "More public keys of operators.",
                List("", AnyText("The line of a .pub file.")),
                Sealed(),
                new JsonObject { ["type"] = "null" }
            ),
            OperatorSettingsReader.Image => OrSealed("The cloud's ID of the image for new nodes; defaults to the newest Debian 12."),
            _ => OrSealed("A secret: set it with 'pulumi config set --secret'."),
        };

    // Pulumi writes an encrypted value as a mapping with this one key.
    private static JsonObject OrSealed(string about) =>
        AnyOf(about, new JsonObject { ["type"] = new JsonArray("string", "null") }, Sealed());

    private static JsonObject Sealed() =>
        Closed("An encrypted value.", ["secure"], [KeyValuePair.Create("secure", new JsonObject { ["type"] = "string" })]);

    private static JsonObject Network(string about) =>
        Matching(about, @"^([0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*/[0-9]{1,3})$");

    private static JsonObject Network4(string about) => Matching(about, @"^[0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}$");
}
