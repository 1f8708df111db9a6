using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Components.Permissions;

/// <summary>
/// Which actions of a cloud's access control `pulumi up`, `refresh` and `destroy` need, by what a stack uses. Inferred:
/// from the calls that the provider makes for a resource and the actions that the cloud names for them.
/// </summary>
/// <param name="Package">The provider's package: the first part of its tokens.</param>
/// <param name="Sources">Where the actions are described.</param>
/// <param name="Entries">
/// Actions by token of a resource (<c>aws:ec2/vpc:Vpc</c>), of a function (<c>aws:ec2/getAmi:getAmi</c>), or of the provider
/// itself (<c>pulumi:providers:aws</c>). None: it needs none.
/// </param>
public sealed record PermissionTable(
    CloudKind Cloud,
    string Package,
    ImmutableArray<string> Sources,
    ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Entries
)
{
    /// <summary>Writes sorted actions as the cloud takes them, for a region, or for any where it is null. Only AWS has a condition for it.</summary>
    public required Func<ImmutableArray<string>, string?, string> Writer { get; init; }

    /// <summary>A set of actions in the form that the cloud takes. Sorted, so that equal sets are equal bytes.</summary>
    /// <param name="region">Where the stack is; null: anywhere.</param>
    /// <returns>AWS: an IAM policy, JSON. Azure: a custom role, JSON. GCP: a custom role, YAML.</returns>
    public string PolicyOf(IEnumerable<string> actions, string? region) => Writer([.. actions.Order(StringComparer.Ordinal)], region);

    /// <summary>What these need together; tokens of other packages need nothing of this cloud.</summary>
    /// <exception cref="KeyNotFoundException">The table lacks one of them.</exception>
    public ImmutableSortedSet<string> Of(IEnumerable<string> tokens) =>
        tokens.Where(IsOurs).SelectMany(token => Entries[token]).ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>Functions of the package: they look something up, so each only reads.</summary>
    public IEnumerable<string> Functions =>
        Entries.Keys.Where(token => char.IsLower(token[token.LastIndexOf(':') + 1]) && !IsProvider(token));

    /// <summary>Whether a token is this package's.</summary>
    public bool IsOurs(string token) => token.StartsWith($"{Package}:", StringComparison.Ordinal) || token == $"pulumi:providers:{Package}";

    private static bool IsProvider(string token) => token.StartsWith("pulumi:providers:", StringComparison.Ordinal);
}
