using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Infra.Components.Tests.Testing;

/// <summary>A run as text: every resource with its parent and inputs, secrets masked, and options that change its behaviour.</summary>
internal static class ResourceListing
{
    internal static string Write(StackRun run)
    {
        var text = new StringBuilder();
        foreach (var resource in run.Resources.Values)
        {
            text.Append(CultureInfo.InvariantCulture, $"{resource.Type} {resource.Name}{Under(resource)}\n");
            foreach (var (name, value) in resource.Inputs)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  {name} = {(resource.SecretInputs.Contains(name) ? "(secret)" : Show(value))}\n"
                );
            foreach (var (option, names) in Options(resource).Where(option => !option.Names.IsEmpty))
                text.Append(CultureInfo.InvariantCulture, $"  [{option}: {string.Join(", ", names)}]\n");
        }

        return text.ToString();
    }

    private static string Under(Recorded resource) => resource.Parent.Length == 0 ? "" : $" < {resource.Parent}";

    private static IEnumerable<(string Name, ImmutableArray<string> Names)> Options(Recorded resource) =>
        [
            ("dependsOn", [.. resource.DependsOn]),
            ("replaceWith", [.. resource.ReplaceWith]),
            ("ignoreChanges", [.. resource.Options.IgnoreChanges]),
            ("replaceOnChanges", [.. resource.Options.ReplaceOnChanges]),
            ("protect", resource.Options.Protect == true ? ["yes"] : []),
            (
                "deleteBeforeReplace",
                (resource.Options as Pulumi.CustomResourceOptions)?.DeleteBeforeReplace is { } first ? [first ? "yes" : "no"] : []
            ),
        ];

    // Bundles have their own goldens: here the length shows that there is one.
    private static string Show(object value) =>
        value switch
        {
            string text when text.EndsWith('\n') => $"(text, {text.Count(c => c == '\n')} lines)",
            // A command's last line shows its purpose.
            string text when text.LastIndexOf('\n') is var end and >= 0 =>
                $"(text, {text.Count(c => c == '\n')} lines) \"{text[(end + 1)..]}\"",
            string text => $"\"{text}\"",
            bool flag => flag ? "true" : "false",
            double number => number.ToString(CultureInfo.InvariantCulture),
            ImmutableDictionary<string, object> map => "{ "
                + string.Join(", ", map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {Show(pair.Value)}"))
                + " }",
            IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Show))}]",
            _ => value.ToString()!,
        };
}
