using System.Collections.Immutable;

namespace Infra.Core.PeerContracts;

/// <summary>The state of a peering: one list for all clouds.</summary>
public enum PeeringState
{
    /// <summary>Our half exists; the other side's does not yet.</summary>
    PendingPeer,

    Active,

    /// <summary>The other side rejected the request, or let it expire.</summary>
    Rejected,

    DeletedByPeer,

    /// <summary>The network does not exist, or the two overlap.</summary>
    InvalidSpecification,

    /// <summary>
    /// Our half exists and nothing else is reported: on Azure, whose provider does not report a peering's state. The cloud itself knows it.
    /// </summary>
    Unknown,
}

/// <summary>Maps each cloud's states to ours.</summary>
public static class PeeringStates
{
    // https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle
    private static readonly ImmutableDictionary<string, PeeringState> Aws = new Dictionary<string, PeeringState>
    {
        ["initiating-request"] = PeeringState.PendingPeer,
        ["pending-acceptance"] = PeeringState.PendingPeer,
        ["provisioning"] = PeeringState.PendingPeer,
        ["active"] = PeeringState.Active,
        ["rejected"] = PeeringState.Rejected,
        ["expired"] = PeeringState.Rejected,
        ["deleting"] = PeeringState.DeletedByPeer,
        ["deleted"] = PeeringState.DeletedByPeer,
        ["failed"] = PeeringState.InvalidSpecification,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>As in outputs: <c>pending-peer</c>.</summary>
    public static string Word(PeeringState state) =>
        state switch
        {
            PeeringState.PendingPeer => "pending-peer",
            PeeringState.Active => "active",
            PeeringState.Rejected => "rejected",
            PeeringState.DeletedByPeer => "deleted-by-peer",
            PeeringState.InvalidSpecification => "invalid-specification",
            PeeringState.Unknown => "unknown",
            _ => throw new ArgumentException($"There is no state {state}.", nameof(state)),
        };

    /// <summary>From an AWS peering connection's <c>acceptStatus</c>.</summary>
    /// <exception cref="ArgumentException">AWS does not document the status: reported rather than guessed.</exception>
    public static PeeringState OfAws(string status) =>
        Aws.TryGetValue(status, out var state)
            ? state
            : throw new ArgumentException($"'{status}' is no status of a VPC peering connection.", nameof(status));

    /// <summary>
    /// From a GCP peering's <c>state</c> and <c>stateDetails</c>. GCP distinguishes a half that never existed from a removed one only in
    /// words: https://cloud.google.com/compute/docs/reference/rest/v1/networks.
    /// </summary>
    public static PeeringState OfGcp(string state, string details) =>
        state switch
        {
            "ACTIVE" => PeeringState.Active,
            _ when details.Contains("overlap", StringComparison.OrdinalIgnoreCase) => PeeringState.InvalidSpecification,
            _ when details.Contains("deleted", StringComparison.OrdinalIgnoreCase) => PeeringState.DeletedByPeer,
            _ => PeeringState.PendingPeer,
        };
}
