using System.Collections.Immutable;
using System.Diagnostics;
using Infra.Core.Iam;

namespace Infra.Core.Clouds.Local;

// This machine has no accounts.
internal sealed partial class LocalCloud
{
    public ImmutableArray<AccessFormat> AccessFormats => [];

    public bool UsesExternalId => false;

    public string WriteAccess(AccessNeeds needs, OperatorIdentity? identity, AccessFormat format) => throw new UnreachableException();

    public ImmutableArray<HandedBack> IdentityOf(AccessNeeds needs, OperatorIdentity identity) => [];

    public string? PrincipalProblem(string principal) => "The local cloud has no principals.";
}
