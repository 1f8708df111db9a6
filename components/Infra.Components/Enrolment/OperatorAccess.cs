using Infra.Core.Spec;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>Whose keys may log in to nodes, and which of them this run uses. Only public halves reach a node.</summary>
/// <param name="PrivateKey">Secret; null if the SSH agent at <c>SSH_AUTH_SOCK</c> holds it.</param>
public sealed record OperatorAccess(Output<OperatorKeys> Keys, Output<string>? PrivateKey)
{
    /// <summary>The private key's passphrase; secret, null if it is not encrypted.</summary>
    public Output<string>? PrivateKeyPassword { get; init; }
}
