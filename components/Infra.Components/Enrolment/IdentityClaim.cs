using Infra.Core.Mesh;

namespace Infra.Components.Enrolment;

/// <summary>What a node says it is.</summary>
/// <param name="Proven">By the token of its VM.</param>
internal sealed record IdentityClaim(NodeIdentity Identity, bool Proven);
