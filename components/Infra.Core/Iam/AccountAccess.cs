using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Core.Clouds;

namespace Infra.Core.Iam;

/// <summary>
/// What a customer applies in their own account so that an operator can deploy a project there: an identity, its permissions, and the
/// limits that stay whatever else is granted to it.
/// </summary>
public static partial class AccountAccess
{
    public static ImmutableArray<AccessFormat> FormatsOf(CloudKind cloud) => CloudRegistry.Of<IAccountAccess>(cloud).AccessFormats;

    /// <param name="identity">Null: the documents leave it open, as parameters or placeholders.</param>
    /// <exception cref="ArgumentException">The identity is not valid, or the cloud has no such format.</exception>
    public static string Write(AccessNeeds needs, OperatorIdentity? identity, AccessFormat format)
    {
        var cloud = CloudRegistry.Of<IAccountAccess>(needs.Cloud);
        if (!cloud.AccessFormats.Contains(format))
        {
            throw new ArgumentException($"{needs.Cloud} has no {format}.", nameof(format));
        }

        // Checked here again: whatever the caller did, nothing else reaches a document.
        if (identity is not null && (Problem(needs.Cloud, identity) is { } problem))
        {
            throw new ArgumentException(problem, nameof(identity));
        }

        return cloud.WriteAccess(needs, identity, format);
    }

    /// <summary>What the account's owner hands back after applying the documents.</summary>
    /// <param name="needs">With its account.</param>
    public static ImmutableArray<HandedBack> IdentityOf(AccessNeeds needs, OperatorIdentity identity) =>
        CloudRegistry.Of<IAccountAccess>(needs.Cloud).IdentityOf(needs, identity);

    /// <summary>Whether an operator proves itself with an external ID.</summary>
    public static bool UsesExternalId(CloudKind cloud) => CloudRegistry.Of<IAccountAccess>(cloud).UsesExternalId;

    /// <summary>What is wrong with an identity, in words; null if nothing is.</summary>
    public static string? Problem(CloudKind cloud, OperatorIdentity identity) =>
        CloudRegistry.Of<IAccountAccess>(cloud).PrincipalProblem(identity.Principal)
        ?? (
            identity.ExternalId is { } id && !ExternalId().IsMatch(id)
                ? "An external ID has 2 to 1224 letters, digits and any of '+=,.@:/_-'."
                : null
        );

    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, in ASCII.
    [GeneratedRegex(@"\A[A-Za-z0-9_+=,.@:/-]{2,1224}\z")]
    private static partial Regex ExternalId();
}
