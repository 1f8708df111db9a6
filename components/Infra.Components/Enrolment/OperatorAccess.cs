using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>The key pair operators log in with. Only the public half reaches a node.</summary>
/// <param name="PublicKey">One OpenSSH line, <c>ssh-ed25519 AAAA…</c>.</param>
/// <param name="PrivateKey">Secret; null when the SSH agent at <c>SSH_AUTH_SOCK</c> holds it.</param>
public sealed record OperatorAccess(Output<string> PublicKey, Output<string>? PrivateKey);
