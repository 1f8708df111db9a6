using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Finds the project in the text of a <c>Pulumi.&lt;stack&gt;.yaml</c>. Everything else in it belongs to Pulumi.</summary>
internal static class StackFile
{
    private const string Namespace = "infra:";
    internal const string ProjectKey = "infra:project";
    internal const string ConfigKey = "config";

    // The configuration keys of this program, as Pulumi.yaml declares them (a test compares).
    internal static readonly string[] OwnKeys =
    [
        ProjectKey,
        OperatorSettingsReader.Key,
        OperatorSettingsReader.Keys,
        .. OperatorSettingsReader.Secrets,
        OperatorSettingsReader.Image,
    ];

    /// <summary>The cloud that a project names, regardless of other errors; null if it names none.</summary>
    internal static CloudKind? CloudOf(TextNode? project) =>
        (project as TextNode.Map)?.Entries.FirstOrDefault(entry => entry.Key == "cloud")?.Value is TextNode.Scalar word
        && Words.Clouds.TryGetValue(word.Text, out var cloud)
            ? cloud
            : null;

    /// <summary>As below, without the settings.</summary>
    internal static TextNode? FindProject(StackSource source, DiagnosticBag bag) => FindProject(source, bag, out _);

    /// <summary>Returns the project's node with paths that start below <c>infra:project</c>, or null (reported).</summary>
    /// <param name="config">All of the file's settings; null if it has none.</param>
    internal static TextNode? FindProject(StackSource source, DiagnosticBag bag, out TextNode.Map? config)
    {
        config = null;
        if (MergeMarkers.FirstLine(source.Text) is > 0 and var line)
        {
            bag.Error(
                DiagnosticCodes.TextUnmerged,
                new SourceLocation(source.FileName, line, 1, ""),
                "The file contains unresolved merge conflicts.",
                "Resolve the lines between '<<<<<<<' and '>>>>>>>' and delete the markers, or take one whole side: "
                    + $"'git checkout --ours -- {source.FileName}' or '--theirs'."
            );
            return null;
        }

        var before = bag.Count;
        var root = TextTreeReader.Read(source.Text, source.FileName, bag, JoinBelowProject);
        if (root is null && bag.Count > before)
        {
            return null;
        }

        var configNode = (root as TextNode.Map)?.Entries.FirstOrDefault(e => e.Key == ConfigKey)?.Value;
        config = configNode as TextNode.Map;
        var misspelt = false;
        foreach (var entry in config?.Entries.Where(IsUnknown) ?? [])
        {
            misspelt |= Suggestion.For(entry.Key, OwnKeys) == ProjectKey;
            bag.Add(UnknownKey.Of(entry, config!, $"under '{ConfigKey}'", OwnKeys));
        }

        foreach (var entry in config?.Entries.Where(IsShort) ?? [])
        {
            // https://www.pulumi.com/docs/iac/concepts/config/: "If you don't specify a namespace, Pulumi assumes the project's".
            misspelt |= Namespace + entry.Key == ProjectKey;
            bag.Add(UnknownKey.WithoutNamespace(entry, Namespace + entry.Key));
        }

        // The project and the settings next to it have their own readers.
        foreach (var entry in config?.Entries.Where(entry => !OwnKeys.Contains(entry.Key)) ?? [])
        {
            CheckPassed(entry.Value, bag);
        }

        var project = config?.Entries.FirstOrDefault(e => e.Key == ProjectKey)?.Value;
        if (project is null && !misspelt)
        {
            ReportMissing(root, configNode, source.FileName, bag);
        }

        return project;
    }

    /// <summary>Reports one error: at whatever is in the project's place, otherwise where the project belongs.</summary>
    private static void ReportMissing(TextNode? root, TextNode? config, string fileName, DiagnosticBag bag)
    {
        var keys = (root as TextNode.Map)?.Entries ?? [];
        var outside = keys.FirstOrDefault(entry => entry.Key == ProjectKey);
        var meant = keys.FirstOrDefault(entry => entry.Key != ConfigKey && Suggestion.For(entry.Key, [ConfigKey]) is not null);
        if (root is TextNode.Refused || config is TextNode.Refused)
        {
            return;
        }

        if (outside is not null)
        {
            bag.Add(ProjectMissing.OutsideConfig(outside.KeyWhere));
        }
        else if (config is null && meant is not null)
        {
            bag.Add(ProjectMissing.ConfigMisspelt(meant));
        }
        else if (
            (config ?? root) is { } other and not TextNode.Map
            && !(other is TextNode.Scalar scalar && ScalarKinds.Of(scalar) == ScalarKind.Null)
        )
        {
            bag.Add(
                (WrongType.Mapping with { Remedy = ProjectMissing.Example }).At(other, config is null ? "the stack file" : $"'{ConfigKey}'")
            );
        }
        else
        {
            bag.Add(ProjectMissing.Of(config?.Owner ?? SourceLocation.Top(fileName)));
        }
    }

    /// <summary>Reports a configured project that differs from the file's.</summary>
    internal static void CheckConfigured(TextNode project, string configured, DiagnosticBag bag)
    {
        // A value that is not a mapping is reported by its reader.
        if (project is TextNode.Map && !ConfiguredProject.IsSame(project, configured))
        {
            bag.Error(
                DiagnosticCodes.ConfiguredElsewhere,
                project.Owner with
                {
                    Path = ProjectKey,
                },
                $"The configured '{ProjectKey}' differs from this file.",
                "Edit the file instead of passing --config or --config-file, so that what is planned is what was reviewed."
            );
        }
    }

    /// <summary>Reports values that a provider or another program would receive in a different form than written.</summary>
    private static void CheckPassed(TextNode node, DiagnosticBag bag)
    {
        switch (node)
        {
            case TextNode.Map map:
                foreach (var entry in map.Entries)
                {
                    CheckPassed(entry.Value, bag);
                }

                break;
            case TextNode.Sequence list:
                foreach (var item in list.Items)
                {
                    CheckPassed(item, bag);
                }

                break;
            case TextNode.Scalar scalar when PassedJson.Of(scalar) is null:
                bag.Error(
                    DiagnosticCodes.PassedOtherwise,
                    scalar.Where,
                    $"Pulumi does not pass on {scalar.Kind} as it is written.",
                    $"Put it in quotes: \"{scalar.Text}\"."
                );
                break;
            default:
                break;
        }
    }

    private static bool IsShort(TextEntry entry) => OwnKeys.Contains(Namespace + entry.Key, StringComparer.Ordinal);

    private static bool IsUnknown(TextEntry entry) =>
        entry.Key.StartsWith(Namespace, StringComparison.Ordinal) && !OwnKeys.Contains(entry.Key);

    private static string JoinBelowProject(string parent, string key) =>
        key == ProjectKey && parent == "config" ? "" : TextTreeReader.JoinKeys(parent, key);
}
