using System.Collections.Immutable;
using Infra.Engine.Values;

namespace Infra.Engine.Commands;

/// <summary>The inputs of a Command resource, local or remote, parsed from its values. Secrets are in plain text here.</summary>
internal sealed record CommandInputs(Value.Map Values)
{
    public string? Create => Text("create");

    /// <summary>Null: an update runs <see cref="Create"/> again.</summary>
    public string? Update => Text("update");

    public string? Delete => Text("delete");

    public string? Directory => Text("dir");

    public string? Stdin => Text("stdin");

    public ImmutableArray<string> Interpreter =>
        Values["interpreter"]?.Plain() is Value.List { Items.IsEmpty: false } list ? [.. list.Items.Select(TextOf)] : ["/bin/sh", "-c"];

    public ImmutableSortedDictionary<string, string> Environment =>
        Values["environment"]?.Plain() is Value.Map map
            ? map.Items.ToImmutableSortedDictionary(p => p.Key, p => TextOf(p.Value), StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether the previous run's outputs go into PULUMI_COMMAND_STDOUT and PULUMI_COMMAND_STDERR.</summary>
    public bool AddPreviousOutput => Values["addPreviousOutputInEnv"]?.Plain() is not Value.Bool { Content: false };

    /// <summary>Which streams are shown while the command runs: the <c>logging</c> input.</summary>
    public bool Shows(OutputStream stream) =>
        Text("logging") switch
        {
            "none" => false,
            "stdout" => stream == OutputStream.Stdout,
            "stderr" => stream == OutputStream.Stderr,
            _ => true,
        };

    public Value.Map? Connection => Values["connection"]?.Plain() as Value.Map;

    private string? Text(string key) => Values[key]?.Plain() is { } value ? TextOf(value) : null;

    // Shells know only text; numbers are written as in JSON.
    private static string TextOf(Value value) => value is Value.Text text ? text.Content : ValueDisplay.Of(value).ToJsonString();
}
