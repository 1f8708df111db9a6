using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Handover;

/// <summary>What the owner of an account hands back. Nothing in it is secret.</summary>
/// <param name="Request">The digest of the request that it answers.</param>
/// <param name="Identity">The values of <c>runAs</c>, by key.</param>
/// <param name="Network">The network to use; null if the project creates its own.</param>
/// <param name="Buckets">Names of buckets for the project, sorted.</param>
/// <param name="Issued">UTC, whole seconds.</param>
/// <param name="Expires">The same; after it the file is refused.</param>
public sealed record HandoverAnswer(
    string Request,
    CloudKind Cloud,
    string Project,
    string Account,
    ImmutableSortedDictionary<string, string> Identity,
    HandoverNetwork? Network,
    ImmutableArray<string> Buckets,
    DateTimeOffset Issued,
    DateTimeOffset Expires
)
{
    /// <summary>Whether it says the same, whenever it was written.</summary>
    public bool SaysTheSame(HandoverAnswer other) =>
        HandoverJson.TextToSign(this with { Issued = other.Issued, Expires = other.Expires }) == HandoverJson.TextToSign(other);
}

/// <summary>A network of the account's owner: the stack file's <c>network</c>.</summary>
/// <param name="Id">How the cloud identifies it.</param>
/// <param name="Subnets">By zone: its ID or name, and its range.</param>
public sealed record HandoverNetwork(string Id, ImmutableSortedDictionary<string, (string Id, string Cidr)> Subnets);
