using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Finds the project in the text of a <c>Pulumi.&lt;stack&gt;.yaml</c>. Everything else in it is Pulumi's business.</summary>
internal static class StackFile
{
    private const string Namespace = "infra:";
    internal const string ProjectKey = "infra:project";

    // The configuration keys of this program, as Pulumi.yaml declares them (a test compares).
    internal static readonly string[] OwnKeys =
        [ProjectKey, OperatorSettingsReader.Key, OperatorSettingsReader.Keys, "infra:operatorPrivateKey", "infra:operatorPrivateKeyPassword", OperatorSettingsReader.Image];

    /// <summary>The project alone, likewise.</summary>
    internal static TextNode? FindProject(StackSource source, DiagnosticBag bag) => FindProject(source, bag, out _);

    /// <summary>The project's node with paths that start below <c>infra:project</c>, or null (reported).</summary>
    /// <param name="config">All of the file's settings; null where it has none.</param>
    internal static TextNode? FindProject(StackSource source, DiagnosticBag bag, out TextNode.Map? config)
    {
        config = null;
        var before = bag.Count;
        var root = TextTreeReader.Read(source.Text, source.FileName, bag, JoinBelowProject);
        if (root is null && bag.Count > before)
        {
            return null;
        }

        config = (root as TextNode.Map)?.Entries.FirstOrDefault(e => e.Key == "config")?.Value as TextNode.Map;
        var misspelt = false;
        foreach (var entry in config?.Entries.Where(IsUnknown) ?? [])
        {
            misspelt |= Suggestion.For(entry.Key, OwnKeys) == ProjectKey;
            bag.Error(
                DiagnosticCodes.UnknownKey,
                entry.KeyWhere,
                $"The key {Shown.Quote(entry.Key)} is not known under 'config'.",
                Suggestion.Remedy(entry.Key, OwnKeys));
        }

        var project = config?.Entries.FirstOrDefault(e => e.Key == ProjectKey)?.Value;
        if (project is null && !misspelt)
        {
            bag.Error(
                DiagnosticCodes.ProjectMissing,
                config?.Owner ?? new SourceLocation(source.FileName, 0, 0, ""),
                $"There is no project: the key 'config: {ProjectKey}:' is missing.",
                "Describe the project there; docs/stack-file.md lists every key.");
        }

        return project;
    }

    /// <summary>Reports a configured project that is not the file's own.</summary>
    internal static void CheckConfigured(TextNode project, string configured, string fileName, DiagnosticBag bag)
    {
        var ignored = new DiagnosticBag();
        if (TextTreeReader.Read(configured, $"config {ProjectKey}", ignored) is { } given && TextEquality.Same(given, project))
        {
            return;
        }

        bag.Error(
            DiagnosticCodes.ConfiguredElsewhere,
            new SourceLocation(fileName, 0, 0, ProjectKey),
            $"The configuration's '{ProjectKey}' is not what this file says.",
            "Change the file instead of passing --config or --config-file: what is planned must be what was reviewed.");
    }

    private static bool IsUnknown(TextEntry entry) =>
        entry.Key.StartsWith(Namespace, StringComparison.Ordinal) && !OwnKeys.Contains(entry.Key);

    private static string JoinBelowProject(string parent, string key) =>
        key == ProjectKey && parent == "config" ? "" : TextTreeReader.JoinKeys(parent, key);
}
