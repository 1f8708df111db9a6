using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>
/// Two stacks with the same project name would give their cloud resources the same names, IPv6 network and ports. A project's name must be
/// unique in an account and region.
/// </summary>
public static class SameProject
{
    private static string[] Identity => ["name", "cloud", "region", .. AccountReader.Keys];

    /// <param name="source">The file that the project was read from.</param>
    /// <param name="others">The other stacks' files; those without a project are skipped.</param>
    public static ImmutableArray<Diagnostic> Check(ProjectSpec spec, StackSource source, IEnumerable<StackSource> others)
    {
        var bag = new DiagnosticBag();

        // On the local cloud each stack has its own namespaces and names.
        if (spec.Cloud.IsThisMachine() || StackFile.FindProject(source, new DiagnosticBag()) is not TextNode.Map project)
        {
            return [];
        }

        foreach (var other in others)
        {
            if (StackFile.FindProject(other, new DiagnosticBag()) is TextNode.Map map && Identity.All(key => IsSame(project, map, key)))
            {
                bag.Warn(
                    DiagnosticCodes.ProjectTwice,
                    new SourceMap(project).At("name"),
                    $"{other.FileName} also has a project '{spec.Name}', on {Words.Title(spec.Cloud)} in "
                        + $"{spec.Region}: the two would use the same cloud names, IPv6 network and ports.",
                    "Rename one of them before its first 'up'; if they are in different accounts, set the account in both files."
                );
            }
        }

        return bag.Sorted();
    }

    // If only one of the two names its account, it may be the same one.
    private static bool IsSame(TextNode.Map left, TextNode.Map right, string key) =>
        (Text(left, key), Text(right, key)) switch
        {
            (null, _) or (_, null) => AccountReader.Keys.Contains(key),
            var (one, other) => one == other,
        };

    private static string? Text(TextNode.Map map, string key) =>
        (map.Entries.FirstOrDefault(entry => entry.Key == key)?.Value as TextNode.Scalar)?.Text;
}
