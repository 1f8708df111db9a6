using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Components.Permissions;

/// <summary>The table of each cloud.</summary>
public static class PermissionTables
{
    public static ImmutableArray<PermissionTable> All { get; } = [AwsPermissions.Table, AzurePermissions.Table, GcpPermissions.Table];

    /// <summary>Null for the local cloud, which has no access control.</summary>
    public static PermissionTable? Of(CloudKind cloud) => All.SingleOrDefault(table => table.Cloud == cloud);

    internal static ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Entries(
        IEnumerable<KeyValuePair<string, string[]>> entries
    ) =>
        entries.ToImmutableSortedDictionary(
            entry => entry.Key,
            entry => entry.Value.ToImmutableSortedSet(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
}
