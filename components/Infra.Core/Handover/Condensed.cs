using System.Collections.Immutable;
using Infra.Core.Iam;

namespace Infra.Core.Handover;

/// <summary>
/// What documents take from a plan: which types there are, and the names of a few. A request has no more, so that it is short and tells
/// nobody how a project is built.
/// </summary>
public static class Condensed
{
    private static readonly ImmutableSortedDictionary<string, string> Named = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        [
            KeyValuePair.Create("aws:cloudwatch/logGroup:LogGroup", "name"),
            KeyValuePair.Create("aws:iam/instanceProfile:InstanceProfile", "name"),
            KeyValuePair.Create("aws:iam/role:Role", "name"),
            KeyValuePair.Create("aws:s3/bucket:Bucket", "bucket"),
            KeyValuePair.Create("gcp:projects/iAMMember:IAMMember", "role"),
        ]
    );

    /// <summary>The needs, with one resource of each type, and of each name where names matter; sorted.</summary>
    public static AccessNeeds Of(AccessNeeds needs) =>
        needs with
        {
            Resources =
            [
                .. needs
                    .Resources.Select(resource =>
                        KeyOf(resource.Type) is not { } key ? new PlannedResource(resource.Type, "any", None)
                        : resource.Texts.GetValueOrDefault(key) is { } name ? new PlannedResource(resource.Type, "any", None.Add(key, name))
                        : resource with { Texts = None }
                    )
                    .DistinctBy(resource => (resource.Type, resource.Name, string.Join('\n', resource.Texts.Values)))
                    .OrderBy(resource => resource.Type, StringComparer.Ordinal)
                    .ThenBy(resource => resource.Name, StringComparer.Ordinal)
                    .ThenBy(resource => string.Join('\n', resource.Texts.Values), StringComparer.Ordinal),
            ],
        };

    /// <summary>
    /// What is wrong with a resource of a request, in words; null if nothing is. Names decide what documents allow: they begin with the
    /// project's, and only their random end is left open.
    /// </summary>
    internal static string? Problem(PlannedResource resource, string project)
    {
        var key = KeyOf(resource.Type);
        if (resource.Texts.Keys.Any(one => one != key))
        {
            return "it has keys that name nothing.";
        }

        var name = key is null ? null : resource.Texts.GetValueOrDefault(key) ?? resource.Name;
        return name switch
        {
            null => null,
            [.. var most, _] when most.Contains('*', StringComparison.Ordinal) => "only the end of a name can be left open.",
            _ when key == "role" => Grantable(name) ? null : "no such role is granted to a service account.",
            _ when name.StartsWith($"{project}-", StringComparison.Ordinal) || name.StartsWith("/infra/", StringComparison.Ordinal) => null,
            _ => $"names in the account begin with '{project}-'.",
        };
    }

    // Writing logs and objects; nothing that administers.
    private static bool Grantable(string role) =>
        role is "roles/logging.logWriter" or "roles/monitoring.metricWriter" or "roles/storage.objectUser" or "roles/storage.objectCreator";

    /// <summary>The property that names a type's resources in the cloud; null where documents need none.</summary>
    internal static string? KeyOf(string type) => Named.GetValueOrDefault(type);

    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary.Create<string, string>(
        StringComparer.Ordinal
    );
}
