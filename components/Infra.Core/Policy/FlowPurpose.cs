using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Policy;

/// <summary>
/// The closed list of what connections to a service's nodes are for, and so where they come from. Rules and resources are named after it,
/// never after their contents.
/// </summary>
public abstract record FlowPurpose
{
    private FlowPurpose() { }

    /// <summary>What is connected to, in flow keys: a component, or something else that listens. <c>[a-z][a-z0-9-]*</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Who connects, in flow keys and rule names: <c>clients</c>.</summary>
    public abstract string Word { get; }

    /// <summary>From networks outside the project.</summary>
    /// <param name="Sources">Merged and sorted; never empty in a compiled policy: a flow without sources does not exist.</param>
    public abstract record FromOutside(ImmutableArray<Cidr> Sources) : FlowPurpose
    {
        /// <summary>The display name, one of <see cref="FlowZones"/>.</summary>
        public abstract string Zone { get; }

        /// <summary>Whether operators connect, on whichever way, and not clients.</summary>
        public bool IsOperators => this is Management or Platform;
    }

    /// <summary>Operators' logins.</summary>
    /// <param name="FromBastions">Whether they arrive through bastions, whose addresses <paramref name="Sources"/> then are.</param>
    public sealed record Management(ImmutableArray<Cidr> Sources, bool FromBastions = false) : FromOutside(Sources)
    {
        public override string Name => "ssh";

        public override string Word => "management";

        public override string Zone => FromBastions ? FlowZones.Bastions : FlowZones.Management;
    }

    /// <summary>The operators' platform, on its own port.</summary>
    /// <param name="FromBastions">As for <see cref="Management"/>.</param>
    public sealed record Platform(ImmutableArray<Cidr> Sources, bool FromBastions = false) : FromOutside(Sources)
    {
        public override string Name => "agent";

        public override string Word => "platform";

        public override string Zone => FromBastions ? FlowZones.Bastions : FlowZones.Platform;
    }

    /// <summary>
    /// Clients of one component, whichever way they arrive: a filter only looks at addresses, and must not change because a network is now
    /// reached over a peering. See <see cref="ClientOrigin"/> for the ways.
    /// </summary>
    public sealed record Clients(string Component, ImmutableArray<Cidr> Sources) : FromOutside(Sources)
    {
        public override string Name => Component;

        public override string Word => "clients";

        public override string Zone => FlowZones.OfClients(Sources);
    }

    /// <summary>The tunnel's own packets between nodes of the service, on their network addresses; either side may initiate.</summary>
    /// <param name="Protocol">The tunnel protocol: <c>wireguard</c> or <c>ipsec</c>.</param>
    public sealed record Tunnel(string Protocol) : FlowPurpose
    {
        public override string Name => Protocol;

        public override string Word => "peers";
    }

    /// <summary>Traffic between nodes of the service only inside the tunnel, by mesh address.</summary>
    /// <param name="Conversation">The catalog's name of it: <c>replication</c>.</param>
    /// <param name="OnlyTo">Keys of the destination nodes if they are not all of the service's; otherwise null.</param>
    public sealed record Mesh(string Conversation, ImmutableSortedSet<string>? OnlyTo = null) : FlowPurpose
    {
        public override string Name => Conversation;

        public override string Word => "mesh";
    }
}
