using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Iam;

namespace Infra.Core.Handover;

/// <summary>
/// What an operator asks of the owner of an account: an identity with the permissions that a project needs. Nothing in it is secret.
/// </summary>
/// <param name="Needs">Condensed; its account is always set.</param>
/// <param name="Identity">Who the operator is.</param>
/// <param name="ManagementSources">Where operators connect from.</param>
/// <param name="Issued">UTC, whole seconds.</param>
/// <param name="Expires">The same; after it the file is refused.</param>
public sealed record HandoverRequest(
    AccessNeeds Needs,
    OperatorIdentity Identity,
    ImmutableArray<Cidr> ManagementSources,
    DateTimeOffset Issued,
    DateTimeOffset Expires
)
{
    /// <summary>How long a request is valid if the operator does not say, and at most.</summary>
    public static readonly TimeSpan UsualLife = TimeSpan.FromDays(30);

    /// <inheritdoc cref="UsualLife"/>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(90);

    /// <summary>What identifies it: a digest of everything in it.</summary>
    public string Digest => Stable.Sha256Hex(HandoverJson.TextToSign(this));

    /// <summary>Whether it asks for the same, whenever it was written.</summary>
    public bool AsksTheSame(HandoverRequest other) =>
        HandoverJson.TextToSign(this with { Issued = other.Issued, Expires = other.Expires }) == HandoverJson.TextToSign(other);
}
