using System.Collections.Immutable;

namespace Infra.Core;

/// <summary>What an operator requests of the lock file that a stack file cannot express: the options of <c>infra lock</c>.</summary>
public sealed record LockRequests
{
    /// <summary>No requests.</summary>
    public static LockRequests None { get; } = new();

    /// <summary>Keys of nodes whose VM is to be replaced: they get their next generation now.</summary>
    public ImmutableArray<string> Replace { get; init; } = [];

    /// <summary>The volumes that the replacement will empty, as <c>node/volume</c>: exactly these, or the request is refused.</summary>
    public ImmutableArray<string> Empties { get; init; } = [];

    /// <summary>Keys of replaced, removed or added nodes for which their service has restored its redundancy.</summary>
    public ImmutableArray<string> Refilled { get; init; } = [];

    /// <summary>Services and nodes that are no longer in the stack file and are to be deleted with their data.</summary>
    public ImmutableArray<string> Remove { get; init; } = [];

    /// <summary>
    /// From a service to the kind of mesh, as a stack file writes it, that all of its nodes use now: because a run has changed them, or an
    /// operator says so.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Meshes { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// From a node's key to the image that its VM was created from, as the cloud reports it; kept until the node's next generation.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Images { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
