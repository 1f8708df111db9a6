using System.Collections.Immutable;

namespace Infra.Core.Spec.Access;

/// <summary>How the program and operators get from where they are to a node's sshd.</summary>
public abstract record AccessPath
{
    private AccessPath() { }

    /// <summary>To the node's own address: public, or private over a route that exists already.</summary>
    public sealed record Direct : AccessPath;

    /// <summary>Through hardened VMs of the project in its public subnets: nodes admit nobody else's SSH.</summary>
    public sealed record Bastions(BastionCount Count) : AccessPath;

    /// <summary>
    /// To an address and port of something that the program does not create, where the node's sshd answers: a managed tunnel's local
    /// port, a forwarded port.
    /// </summary>
    /// <param name="Nodes">By node key; complete in a compiled plan.</param>
    public sealed record Endpoints(ImmutableSortedDictionary<string, Endpoint> Nodes) : AccessPath;
}

/// <summary>How many bastions a project has.</summary>
public enum BastionCount
{
    /// <summary>One, in the first zone: losing it, or its zone, locks operators out until it is replaced.</summary>
    One,

    /// <summary>One in each zone.</summary>
    PerZone,
}

/// <summary>Where a node's sshd is reached, as seen from where <c>pulumi up</c> runs.</summary>
/// <param name="Host">A host name (RFC 1123) or an IP address in its canonical form, IPv6 without brackets.</param>
/// <param name="Port">1-65535.</param>
public sealed record Endpoint(string Host, int Port);
