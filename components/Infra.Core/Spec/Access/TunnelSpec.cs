using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Spec.Access;

/// <summary>Where a tunnel's connections come from, as nodes see them.</summary>
/// <param name="IsManaged">Whether the cloud's managed tunnel is among them, whose networks the cloud's room knows.</param>
/// <param name="Networks">Those that the file lists: merged, sorted.</param>
public sealed record TunnelSpec(bool IsManaged, ImmutableArray<Cidr> Networks);
