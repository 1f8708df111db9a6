using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Engine.Values;

namespace Infra.Engine.State;

/// <summary>The text of a state file, format version 1.</summary>
internal static class StateJson
{
    private const string Format = "infra-engine-state";
    private const int Version = 1;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Whether two states of a resource would be stored identically, so that nothing has to be written.</summary>
    public static bool SameContent(ResourceState a, ResourceState b) =>
        a with { Dependencies = b.Dependencies } == b && a.Dependencies.SequenceEqual(b.Dependencies);

    public static string Write(StackState state, SecretBox box) =>
        new JsonObject
        {
            ["format"] = Format,
            ["version"] = Version,
            ["project"] = state.Project,
            ["stack"] = state.Stack,
            ["nextSequence"] = state.NextSequence,
            ["outputs"] = ValueJson.Write(state.Outputs, box),
            ["resources"] = new JsonArray([.. state.Resources.Select(r => (JsonNode?)WriteResource(r, box))]),
            ["pending"] = new JsonArray([
                .. state.Pending.Select(p =>
                    (JsonNode?)
                        new JsonObject
                        {
                            ["id"] = p.Id,
                            ["kind"] = p.Kind.ToString(),
                            ["resource"] = WriteResource(p.Resource, box),
                        }
                ),
            ]),
        }.ToJsonString(Indented) + "\n";

    /// <summary>Throws <see cref="EngineException"/> for any text that is not a state this version can read.</summary>
    /// <param name="file">File name for messages.</param>
    public static StackState Read(string text, string file, SecretBox box) => Read(System.Text.Encoding.UTF8.GetBytes(text), file, box);

    /// <inheritdoc cref="Read(string, string, SecretBox)"/>
    public static StackState Read(byte[] text, string file, SecretBox box)
    {
        try
        {
            // The parser rejects invalid UTF-8; a duplicate key would be ambiguous.
            var root = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })?.AsObject()
                ?? throw new JsonException("it is empty");
            if ((string?)root["format"] != Format)
                throw new JsonException($"'format' is not '{Format}'");
            if ((int)root["version"]! > Version)
                throw new EngineException(
                    EngineCodes.StateTooNew,
                    $"{file} has version {root["version"]}; this program reads up to {Version}.",
                    "Use a newer version of this program."
                );
            return new StackState
            {
                Project = (string)root["project"]!,
                Stack = (string)root["stack"]!,
                NextSequence = (long)root["nextSequence"]!,
                Outputs = (Value.Map)ValueJson.Read(root["outputs"], box),
                Resources = [.. root["resources"]!.AsArray().Select(r => ReadResource(r!.AsObject(), box))],
                Pending =
                [
                    .. root["pending"]!
                        .AsArray()
                        .Select(p => new PendingOperation(
                            (string)p!["id"]!,
                            Enum.Parse<OperationKind>((string)p["kind"]!),
                            ReadResource(p["resource"]!.AsObject(), box)
                        )),
                ],
            };
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or InvalidOperationException
                        or FormatException
                        or ArgumentException
                        or NullReferenceException
                        or InvalidCastException
                        or OverflowException
                        or KeyNotFoundException
            )
        {
            throw new EngineException([EngineFindings.NoState(file, e.Message)], e);
        }
    }

    private static JsonObject WriteResource(ResourceState r, SecretBox box)
    {
        var written = new JsonObject
        {
            ["sequence"] = r.Sequence,
            ["urn"] = r.Urn,
            ["type"] = r.Type,
            ["name"] = r.Name,
            ["custom"] = r.Custom,
        };
        if (r.Parent is not null)
            written["parent"] = r.Parent;
        if (r.Id.Length > 0)
            written["id"] = r.Id;
        written["inputs"] = ValueJson.Write(r.Inputs, box);
        written["outputs"] = ValueJson.Write(r.Outputs, box);
        if (r.ReplacementTrigger is not null)
            written["replacementTrigger"] = ValueJson.Write(r.ReplacementTrigger, box);
        written["dependencies"] = new JsonArray([.. r.Dependencies.Select(d => (JsonNode?)d)]);
        if (r.DeletedWith is not null)
            written["deletedWith"] = r.DeletedWith;
        foreach (var (name, set) in new[] { ("protect", r.Protect), ("retainOnDelete", r.RetainOnDelete), ("replaced", r.Replaced) })
            if (set)
                written[name] = true;
        return written;
    }

    private static ResourceState ReadResource(JsonObject r, SecretBox box) =>
        new()
        {
            Sequence = (long)r["sequence"]!,
            Urn = (string)r["urn"]!,
            Type = (string)r["type"]!,
            Name = (string)r["name"]!,
            Custom = (bool)r["custom"]!,
            Parent = (string?)r["parent"],
            Id = (string?)r["id"] ?? "",
            Inputs = (Value.Map)ValueJson.Read(r["inputs"], box),
            Outputs = (Value.Map)ValueJson.Read(r["outputs"], box),
            ReplacementTrigger = r["replacementTrigger"] is { } trigger ? ValueJson.Read(trigger, box) : null,
            Dependencies = [.. r["dependencies"]!.AsArray().Select(d => (string)d!)],
            DeletedWith = (string?)r["deletedWith"],
            Protect = (bool?)r["protect"] ?? false,
            RetainOnDelete = (bool?)r["retainOnDelete"] ?? false,
            Replaced = (bool?)r["replaced"] ?? false,
        };
}
