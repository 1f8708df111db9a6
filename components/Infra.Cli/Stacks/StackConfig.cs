using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Cli.Output;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Infra.Cli.Stacks;

/// <summary>A stack file's <c>config:</c> as Pulumi would hand it to the program: text by key, objects as JSON.</summary>
/// <param name="Sealed">Keys with a value that only the pulumi command can decrypt; they are left out of <paramref name="Values"/>.</param>
public sealed record StackConfig(ImmutableDictionary<string, string> Values, ImmutableArray<string> Sealed)
{
    /// <summary>Reads a stack file that has compiled, so that its text is known to be YAML.</summary>
    public static StackConfig Read(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var closed = ImmutableArray.CreateBuilder<string>();
        if (
            yaml.Documents is [{ RootNode: YamlMappingNode root }]
            && root.Children.TryGetValue("config", out var config)
            && config is YamlMappingNode entries
        )
        {
            foreach (var (key, value) in entries.Children)
            {
                if (value is YamlMappingNode { Children.Count: 1 } map && map.Children.ContainsKey("secure"))
                {
                    closed.Add(key.ToString());
                }
                else
                {
                    values[key.ToString()] = value is YamlScalarNode { Value: var scalar }
                        ? scalar ?? ""
                        : Node(value)!.ToJsonString(Json.Compact);
                }
            }
        }

        return new StackConfig(values.ToImmutable(), closed.ToImmutable());
    }

    private static JsonNode? Node(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(map.Children.Select(p => KeyValuePair.Create(p.Key.ToString(), Node(p.Value)))),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Node)]),
            YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain.Value ?? ""),
            YamlScalarNode quoted => JsonValue.Create(quoted.Value),
            _ => null,
        };

    private static JsonValue? Plain(string text) =>
        text switch
        {
            "" or "null" or "~" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
}
