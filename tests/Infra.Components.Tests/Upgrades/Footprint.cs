using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Upgrades;

/// <summary>What must not change for a resource to stay: its URN, and the inputs whose change replaces it.</summary>
internal sealed record Footprint(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Resources)
{
    /// <summary>For every resource with a real counterpart. A remote command may be run again.</summary>
    internal static Footprint Of(StackRun run) =>
        new(
            run.Resources.Values.Where(resource =>
                    !resource.Type.StartsWith("infra:", StringComparison.Ordinal)
                    && resource.Type is not ("pulumi:pulumi:Stack" or "command:remote:Command")
                )
                .ToImmutableSortedDictionary(
                    resource => Urn(run, resource),
                    resource =>
                        ReplacingInputs
                            .All.Of(resource)
                            .Select(input =>
                                KeyValuePair.Create(
                                    input.Key,
                                    resource.SecretInputs.Contains(ReplacingInputs.Root(input.Key)) ? "(secret)" : input.Value
                                )
                            )
                            .ToImmutableSortedDictionary(StringComparer.Ordinal),
                    StringComparer.Ordinal
                )
        );

    /// <summary>Parses the output of <see cref="ToString"/>.</summary>
    internal static Footprint Parse(string text)
    {
        var resources = ImmutableSortedDictionary.CreateBuilder<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);
        var last = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.StartsWith("  ", StringComparison.Ordinal))
                resources[last = line] = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
            else
                resources[last] = resources[last].Add(line[2..].Split(" = ", 2)[0], line[2..].Split(" = ", 2)[1]);
        }

        return new Footprint(resources.ToImmutable());
    }

    /// <summary>The resources a later program would replace, each with every input that causes it.</summary>
    internal IEnumerable<string> ReplacedBy(Footprint later) =>
        from resource in Resources
        where later.Resources.ContainsKey(resource.Key)
        let now = later.Resources[resource.Key]
        let changes = resource
            .Value.Keys.Union(now.Keys)
            .Order(StringComparer.Ordinal)
            .Select(input =>
                (Input: input, Old: resource.Value.GetValueOrDefault(input, "(none)"), New: now.GetValueOrDefault(input, "(none)"))
            )
            .Where(change => change.Old != change.New)
            .Select(change => $"{change.Input}: {change.Old} -> {change.New}")
            .ToArray()
        where changes.Length > 0
        select $"{resource.Key}: {string.Join("; ", changes)}";

    /// <summary>The resources a later program would delete.</summary>
    internal IEnumerable<string> GoneIn(Footprint later) => Resources.Keys.Except(later.Resources.Keys);

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (urn, inputs) in Resources)
        {
            text.Append(CultureInfo.InvariantCulture, $"{urn}\n");
            foreach (var (input, value) in inputs)
                text.Append(CultureInfo.InvariantCulture, $"  {input} = {value}\n");
        }

        return text.ToString();
    }

    // As Pulumi builds it: the types from the outermost component in, then the resource's own name.
    private static string Urn(StackRun run, Recorded resource)
    {
        var types = resource.Type;
        var at = resource.Options.Parent;
        while (at is not null)
        {
            var parent = run.One(at.GetResourceType(), at.GetResourceName());
            if (parent.Type != "pulumi:pulumi:Stack")
                types = $"{parent.Type}${types}";
            at = parent.Options.Parent;
        }

        return $"{types}::{resource.Name}";
    }
}
