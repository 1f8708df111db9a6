using Infra.Core.Spec;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>Whose keys open the nodes, and with which of them this run logs in. Only public halves reach a node.</summary>
/// <param name="PrivateKey">Secret; null when the SSH agent at <c>SSH_AUTH_SOCK</c> holds it.</param>
public sealed record OperatorAccess(Output<OperatorKeys> Keys, Output<string>? PrivateKey)
{
    /// <summary>What the private key is encrypted with; secret, null where it is not.</summary>
    public Output<string>? PrivateKeyPassword { get; init; }
}
