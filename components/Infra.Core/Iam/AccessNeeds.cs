using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Iam;

/// <summary>What whoever deploys a project must be allowed to do in its account; all of it read from the plan.</summary>
/// <param name="Project">The project's name: names of what it creates begin with it.</param>
/// <param name="Region">The only region that anything is created in.</param>
/// <param name="Actions">The cloud's own actions, without wildcards.</param>
public sealed record AccessNeeds(CloudKind Cloud, string Project, string Region, ImmutableSortedSet<string> Actions)
{
    /// <summary>Account, subscription or Google Cloud project; null if the stack file does not say.</summary>
    public string? Account { get; init; }

    /// <summary>What the plan registers, in any order.</summary>
    public ImmutableArray<PlannedResource> Resources { get; init; } = [];

    /// <summary>The public zone of the project's names, such as <c>db.example.com</c>; null if it has none.</summary>
    public string? DnsZone { get; init; }

    /// <summary>How the cloud identifies that zone: an AWS hosted zone's ID. Null if there is none.</summary>
    public string? DnsZoneId { get; init; }

    /// <summary>
    /// The customer's own keys for disks, as the cloud identifies them: AWS key ARNs. Empty if the cloud's key encrypts them.
    /// </summary>
    public ImmutableSortedSet<string> DiskKeys { get; init; } = [];

    /// <summary>
    /// The names in the cloud of the resources of a type, sorted: as given, or what the engine derives, the logical name and a random end.
    /// </summary>
    /// <param name="property">The property that holds the name.</param>
    internal ImmutableSortedSet<string> NamesOf(string type, string property) =>
        Resources
            .Where(resource => resource.Type == type)
            .Select(resource => resource.Texts.GetValueOrDefault(property) ?? $"{resource.Name}-*")
            .ToImmutableSortedSet(StringComparer.Ordinal);

    internal bool Has(string type) => Resources.Any(resource => resource.Type == type);
}

/// <summary>A resource of the plan.</summary>
/// <param name="Type">Its token: <c>aws:iam/role:Role</c>.</param>
/// <param name="Name">Its logical name.</param>
/// <param name="Texts">Those of its inputs that are known texts.</param>
public sealed record PlannedResource(string Type, string Name, ImmutableSortedDictionary<string, string> Texts);
