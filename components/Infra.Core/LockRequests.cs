using System.Collections.Immutable;

namespace Infra.Core;

/// <summary>What an operator asks of the lock file that no stack file can say: the options of <c>infra lock</c>.</summary>
public sealed record LockRequests
{
    /// <summary>Nothing.</summary>
    public static LockRequests None { get; } = new();

    /// <summary>Keys of nodes whose VM is to be replaced: they get their next generation now.</summary>
    public ImmutableArray<string> Replace { get; init; } = [];

    /// <summary>The volumes that will be empty by that, as <c>node/volume</c>: all of them and no others, or it is refused.</summary>
    public ImmutableArray<string> Empties { get; init; } = [];

    /// <summary>Keys of nodes that their service has made up for, after they were replaced, removed or added.</summary>
    public ImmutableArray<string> Refilled { get; init; } = [];

    /// <summary>Services and nodes that the stack file no longer has, and that are to be deleted with their data.</summary>
    public ImmutableArray<string> Remove { get; init; } = [];

    /// <summary>Key of a node to the image that its VM was made from, as the cloud says; kept until the node's next generation.</summary>
    public ImmutableSortedDictionary<string, string> Images { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
