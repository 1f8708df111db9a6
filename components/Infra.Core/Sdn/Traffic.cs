using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Sdn;

/// <summary>What one rule with one network at its other end can say.</summary>
/// <param name="Protocol">Null: every protocol.</param>
/// <param name="Ports">Null: a protocol without ports, or all protocols.</param>
/// <param name="Purposes">For people: what needs it.</param>
public sealed record Traffic(IpProtocol? Protocol, NumberRange? Ports, Cidr Cidr, ImmutableSortedSet<string> Purposes);
