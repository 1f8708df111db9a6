using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Policy;

/// <summary>
/// What connections to a service's nodes are for, and with it where they come from: the closed list. Rules and resources are named
/// by it, and never by what they hold.
/// </summary>
public abstract record FlowPurpose
{
    private FlowPurpose() { }

    /// <summary>What is connected to, in keys of flows: a component, or what else listens. <c>[a-z][a-z0-9-]*</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Who connects, in keys of flows and in names of rules: <c>clients</c>.</summary>
    public abstract string Word { get; }

    /// <summary>From networks outside the project.</summary>
    /// <param name="Sources">Merged and sorted; never empty in a compiled policy: a flow without any source does not exist.</param>
    public abstract record FromOutside(ImmutableArray<Cidr> Sources) : FlowPurpose
    {
        /// <summary>The name that people read, one of <see cref="FlowZones"/>.</summary>
        public abstract string Zone { get; }
    }

    /// <summary>Operators' logins.</summary>
    public sealed record Management(ImmutableArray<Cidr> Sources) : FromOutside(Sources)
    {
        public override string Name => "ssh";

        public override string Word => "management";

        public override string Zone => FlowZones.Management;
    }

    /// <summary>The operators' platform, on a port of its own.</summary>
    public sealed record Platform(ImmutableArray<Cidr> Sources) : FromOutside(Sources)
    {
        public override string Name => "agent";

        public override string Word => "platform";

        public override string Zone => FlowZones.Platform;
    }

    /// <summary>
    /// Clients of one component, whichever way they come in: a filter only looks at addresses, and must not change because a network
    /// is now reached over a peering. See <see cref="ClientOrigin"/> for the ways.
    /// </summary>
    public sealed record Clients(string Component, ImmutableArray<Cidr> Sources) : FromOutside(Sources)
    {
        public override string Name => Component;

        public override string Word => "clients";

        public override string Zone => FlowZones.OfClients(Sources);
    }

    /// <summary>The tunnel's own packets between nodes of the service, on their network addresses; either side may speak first.</summary>
    /// <param name="Protocol">Of the tunnel: <c>wireguard</c>.</param>
    public sealed record Tunnel(string Protocol) : FlowPurpose
    {
        public override string Name => Protocol;

        public override string Word => "peers";
    }

    /// <summary>What nodes of the service say to each other inside the tunnel only, each by its mesh address.</summary>
    /// <param name="Conversation">As the catalogue calls it: <c>replication</c>.</param>
    /// <param name="OnlyTo">Keys of the nodes that are the destination where it is not all of the service's; else null.</param>
    public sealed record Mesh(string Conversation, ImmutableSortedSet<string>? OnlyTo = null) : FlowPurpose
    {
        public override string Name => Conversation;

        public override string Word => "mesh";
    }
}
