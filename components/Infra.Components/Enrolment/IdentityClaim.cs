using Infra.Core.Mesh;

namespace Infra.Components.Enrolment;

/// <summary>The identity a node claims.</summary>
/// <param name="Proven">Whether it is proven by the VM's token.</param>
internal sealed record IdentityClaim(NodeIdentity Identity, bool Proven);
