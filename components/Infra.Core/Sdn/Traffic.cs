using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Sdn;

/// <summary>What one rule with a single network as its other end can express.</summary>
/// <param name="Protocol">If null, every protocol.</param>
/// <param name="Ports">Null for a protocol without ports, or all protocols.</param>
/// <param name="Purposes">What needs it, human-readable.</param>
public sealed record Traffic(IpProtocol? Protocol, NumberRange? Ports, Cidr Cidr, ImmutableSortedSet<string> Purposes);
