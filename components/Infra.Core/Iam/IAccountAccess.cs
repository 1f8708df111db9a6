using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Iam;

/// <summary>How a cloud's account gives an operator access to itself.</summary>
internal interface IAccountAccess : ICloudPart
{
    /// <summary>The forms the documents come in; empty if the cloud has no accounts.</summary>
    ImmutableArray<AccessFormat> AccessFormats { get; }

    /// <summary>Whether an operator names an external ID when it takes on the identity.</summary>
    bool UsesExternalId { get; }

    /// <summary>The documents in one of <see cref="AccessFormats"/>.</summary>
    /// <param name="identity">Null: whoever applies the documents fills it in.</param>
    string WriteAccess(AccessNeeds needs, OperatorIdentity? identity, AccessFormat format);

    /// <summary>What the account's owner hands back: the values of the stack file's <c>runAs</c>.</summary>
    ImmutableArray<HandedBack> IdentityOf(AccessNeeds needs, OperatorIdentity identity);

    /// <summary>What is wrong with a principal, in words; null if nothing is.</summary>
    string? PrincipalProblem(string principal);
}
