using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Iam;
using Infra.Core.Spec;

namespace Infra.Components.Permissions;

/// <summary>
/// The access control actions that `pulumi up`, `refresh` and `destroy` require, by what a stack uses. Inferred from the calls
/// the provider makes for a resource and the actions the cloud documents for those calls.
/// </summary>
/// <param name="Package">The provider's package: the first part of its tokens.</param>
/// <param name="Sources">Where the actions are documented.</param>
/// <param name="Entries">
/// Actions by token of a resource (<c>aws:ec2/vpc:Vpc</c>), of a function (<c>aws:ec2/getAmi:getAmi</c>), or of the provider
/// itself (<c>pulumi:providers:aws</c>). Empty if it requires none.
/// </param>
public sealed record PermissionTable(
    CloudKind Cloud,
    string Package,
    ImmutableArray<string> Sources,
    ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Entries
)
{
    /// <summary>Writes sorted actions in the cloud's format, for a region, or for any if null. Only AWS has a condition for it.</summary>
    public required Func<ImmutableArray<string>, string?, string> Writer { get; init; }

    /// <summary>What using a key of the customer's for disks (<c>diskKey</c>) requires of whoever creates them.</summary>
    public ImmutableArray<string> DiskKeyActions { get; init; } = [];

    /// <summary>A set of actions in the cloud's policy format. Sorted, so that equal sets give equal bytes.</summary>
    /// <param name="region">The stack's region; null: any.</param>
    /// <returns>AWS: an IAM policy, JSON. Azure: a custom role, JSON. GCP: a custom role, YAML.</returns>
    public string PolicyOf(IEnumerable<string> actions, string? region) => Writer([.. actions.Order(StringComparer.Ordinal)], region);

    /// <summary>The actions these tokens require together; tokens of other packages require nothing of this cloud.</summary>
    /// <exception cref="KeyNotFoundException">The table lacks one of them.</exception>
    public ImmutableSortedSet<string> Of(IEnumerable<string> tokens) =>
        tokens.Where(IsOurs).SelectMany(token => Entries[token]).ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>What deploying these resources of a project needs.</summary>
    /// <exception cref="KeyNotFoundException">The table lacks one of the types.</exception>
    public AccessNeeds NeedsOf(ProjectSpec spec, ImmutableArray<PlannedResource> resources)
    {
        // A plan contains no lookups. They only read, so all of them are included.
        var actions = Of(resources.Select(resource => resource.Type).Append($"pulumi:providers:{Package}").Concat(Functions));
        return new AccessNeeds(Cloud, spec.Name, spec.Region, spec.DiskKey is null ? actions : actions.Union(DiskKeyActions))
        {
            Account = spec.Account,
            DiskKeys = spec.DiskKey is { } key ? [key] : [],
            Resources = resources,
            DnsZone = spec.Dns?.Zone,
            DnsZoneId = spec.Dns?.CloudId,
        };
    }

    /// <summary>Functions of the package: lookups, so they only read.</summary>
    public IEnumerable<string> Functions =>
        Entries.Keys.Where(token => char.IsLower(token[token.LastIndexOf(':') + 1]) && !IsProvider(token));

    /// <summary>Whether a token belongs to this package.</summary>
    public bool IsOurs(string token) => token.StartsWith($"{Package}:", StringComparison.Ordinal) || token == $"pulumi:providers:{Package}";

    private static bool IsProvider(string token) => token.StartsWith("pulumi:providers:", StringComparison.Ordinal);
}
