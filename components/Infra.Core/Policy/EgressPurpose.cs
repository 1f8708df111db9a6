namespace Infra.Core.Policy;

/// <summary>The closed list of what nodes open connections for.</summary>
public abstract record EgressPurpose
{
    private EgressPurpose() { }

    /// <summary>What is connected to, in flow keys. <c>[a-z][a-z0-9-]*</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The last part of flow keys; apart from the platform's, never equal to a <see cref="FlowPurpose.Word"/>.</summary>
    public abstract string Word { get; }

    /// <summary>The display name, one of <see cref="FlowZones"/>.</summary>
    public abstract string Zone { get; }

    /// <summary>One of the cloud's own services.</summary>
    /// <param name="ForRootAlone">
    /// Whether it is only for root's programs: the service reveals secrets or accepts commands, and a data service's own user must not
    /// reach it. Only the node knows which user opens a connection; the cloud's filters allow it for all. All other programs are denied it,
    /// even if another flow contains the address.
    /// </param>
    public sealed record Platform(string Service, bool ForRootAlone = false) : EgressPurpose
    {
        public override string Name => Service;

        public override string Word => "platform";

        public override string Zone => FlowZones.Platform;
    }

    /// <summary>Every node of the project: what operators log in to through a bastion.</summary>
    public sealed record Nodes : EgressPurpose
    {
        public override string Name => "nodes";

        public override string Word => "logins";

        public override string Zone => FlowZones.Nodes;
    }

    /// <summary>The whole internet, because the stack file sets no limit.</summary>
    public sealed record Open : EgressPurpose
    {
        public override string Name => "open";

        public override string Word => "internet";

        public override string Zone => FlowZones.Internet;
    }

    /// <summary>A destination that the stack file names.</summary>
    /// <param name="IsInternet">Whether it is the internet and no other network.</param>
    public sealed record Destination(string Named, bool IsInternet = false) : EgressPurpose
    {
        public override string Name => Named;

        public override string Word => "destination";

        public override string Zone => IsInternet ? FlowZones.Internet : FlowZones.Destination;
    }
}
