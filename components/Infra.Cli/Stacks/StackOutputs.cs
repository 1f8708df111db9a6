using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Cli.Stacks;

/// <summary>
/// A file of a stack's outputs, as written by <c>pulumi stack output --json</c>: parsed strictly, whatever it contains.
/// </summary>
internal sealed class StackOutputs
{
    private const string Remedy = "Write it with: pulumi stack output -s <stack> --json > <file>";
    private const long LargestBytes = 64 << 20;

    private readonly string _file;
    private readonly JsonObject _root;

    private StackOutputs(string file, JsonObject root)
    {
        _file = file;
        _root = root;
    }

    /// <summary>The outputs that the pulumi command printed.</summary>
    internal static StackOutputs Of(JsonObject outputs) => new("What pulumi printed", outputs);

    /// <exception cref="UserException">The file cannot be read, or is not a JSON object.</exception>
    internal static StackOutputs Read(FileInfo file)
    {
        if (!file.Exists)
        {
            throw new UserException($"There is no file {file.FullName}.", Remedy, ExitCode.BadInput);
        }

        try
        {
            // Pipes and devices have no length, and may never end.
            return file.Length switch
            {
                0 => throw Wrong(file.FullName, "It is empty, or not a regular file: the command that was to write it failed."),
                > LargestBytes => throw Wrong(
                    file.FullName,
                    $"It has {file.Length >> 20} MiB, and outputs are far below {LargestBytes >> 20}."
                ),
                _ => new StackOutputs(file.FullName, Parse(file.FullName, File.ReadAllBytes(file.FullName))),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{file.FullName} cannot be read: {e.Message}", Remedy, ExitCode.BadInput);
        }
    }

    /// <summary>An output that is a map.</summary>
    /// <exception cref="UserException">It is missing, or not a map.</exception>
    internal JsonObject Map(string output) =>
        _root[output] switch
        {
            JsonObject map => map,
            null => throw Wrong(_file, $"there is no output '{output}'. Does it belong to another stack?"),
            _ => throw Wrong(_file, $"the output '{output}' is not a mapping."),
        };

    /// <summary>The text of an entry; null if missing.</summary>
    /// <exception cref="UserException">It is not text.</exception>
    internal string? Text(JsonObject map, string key, string what)
    {
        try
        {
            return map[key] is not { } node ? null
                : node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>()
                : throw Wrong(_file, $"{what} is not text.");
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate, which only an escape can produce.
            throw Wrong(_file, $"{what} is not text.");
        }
    }

    /// <summary>JSON within a text.</summary>
    /// <exception cref="UserException">It is not a JSON object.</exception>
    internal JsonObject Parse(string text) => Parse(_file, System.Text.Encoding.UTF8.GetBytes(text));

    internal UserException Wrong(string reason) => Wrong(_file, reason);

    private static JsonObject Parse(string file, byte[] bytes)
    {
        var (value, place, problem) = JsonText.Read(bytes);
        return value ?? throw Wrong(place.Length == 0 ? file : $"{file}:{place}", problem);
    }

    private static UserException Wrong(string file, string reason) =>
        new($"{file} does not contain this stack's outputs: {char.ToLowerInvariant(reason[0])}{reason[1..]}", Remedy, ExitCode.BadInput);
}
