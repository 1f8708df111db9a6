using System.Collections.Immutable;

namespace Infra.Core.Spec;

/// <summary>The keys that open a project's nodes: distinct and sorted, so that their written order does not matter.</summary>
public sealed class OperatorKeys
{
    /// <summary>
    /// A placeholder with the form and length of a key but no private half, used when a plan is made before any key is known.
    /// </summary>
    public static OperatorKeys Nobody { get; } =
        Of([new("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]);

    private OperatorKeys(ImmutableArray<OperatorKey> all) => All = all;

    /// <summary>Sorted by their lines; at least one.</summary>
    public ImmutableArray<OperatorKey> All { get; }

    /// <summary>Whether somebody can log in.</summary>
    public bool AreSomebodys => this != Nobody;

    /// <summary>The nodes' authorized_keys file: one line per key.</summary>
    public string File => string.Concat(All.Select(key => $"{key.Line}\n"));

    /// <summary>These keys; <see cref="Nobody"/> if there are none.</summary>
    public static OperatorKeys Of(IEnumerable<OperatorKey> keys)
    {
        ImmutableArray<OperatorKey> all = [.. keys.Distinct().OrderBy(key => key.Line, StringComparer.Ordinal)];
        return all.IsEmpty ? Nobody : new OperatorKeys(all);
    }

    /// <summary>Reads one line.</summary>
    /// <exception cref="FormatException">It is not a valid key.</exception>
    public static OperatorKeys Parse(string line) =>
        OperatorKey.Parse(line, out var problem) is { } key ? Of([key]) : throw new FormatException($"The operator's key {problem}.");

    /// <summary>The union of both.</summary>
    public OperatorKeys With(OperatorKeys others) => Of(Somebodys.Concat(others.Somebodys));

    private ImmutableArray<OperatorKey> Somebodys => AreSomebodys ? All : [];
}
