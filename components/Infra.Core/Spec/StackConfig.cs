using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>A stack file's <c>config:</c> as Pulumi hands it to the program: text by key, objects as JSON.</summary>
/// <param name="Sealed">Keys with an encrypted value that only the pulumi command can decrypt; not in <paramref name="Values"/>.</param>
public sealed record StackConfig(ImmutableSortedDictionary<string, string> Values, ImmutableArray<string> Sealed)
{
    private const string Project = "infra";

    /// <summary>Reads a stack file that has compiled; from a file with errors, whatever is readable.</summary>
    public static StackConfig Read(StackSource source)
    {
        _ = StackFile.FindProject(source, new DiagnosticBag(), out var config);
        var entries = (config?.Entries ?? []).Select(entry => (Key: FullKey(entry.Key), entry.Value)).ToList();
        return new StackConfig(
            entries
                .Where(entry => !IsSealed(entry.Value))
                .Select(entry => (entry.Key, Value: PassedJson.OfSetting(entry.Value)))
                .Where(entry => entry.Value is not null)
                .DistinctBy(entry => entry.Key)
                .ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value!, StringComparer.Ordinal),
            [.. entries.Where(entry => IsSealed(entry.Value)).Select(entry => entry.Key)]
        );
    }

    // https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/resource/config/key.go: 'a:config:b' means 'a:b', and plain 'b' belongs
    // to the project's namespace.
    private static string FullKey(string key) =>
        key.Split(':') switch
        {
            [var name] => $"{Project}:{name}",
            [var space, "config", var name] => $"{space}:{name}",
            _ => key,
        };

    private static bool IsSealed(TextNode node) =>
        node switch
        {
            TextNode.Map { Entries: [{ Key: "secure" }] } => true,
            TextNode.Map map => map.Entries.Any(entry => IsSealed(entry.Value)),
            TextNode.Sequence list => list.Items.Any(IsSealed),
            _ => false,
        };
}
