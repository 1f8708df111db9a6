namespace Infra.Core.Policy;

/// <summary>What nodes open connections for: the closed list.</summary>
public abstract record EgressPurpose
{
    private EgressPurpose() { }

    /// <summary>What is connected to, in keys of flows. <c>[a-z][a-z0-9-]*</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The last part of flows' keys; none is ever one of <see cref="FlowPurpose.Word"/> beside the platform's.</summary>
    public abstract string Word { get; }

    /// <summary>The name that people read, one of <see cref="FlowZones"/>.</summary>
    public abstract string Zone { get; }

    /// <summary>One of the cloud's own services.</summary>
    /// <param name="ForRootAlone">
    /// Whether it is for root's programs alone: what answers tells secrets, or takes orders, and a service's own user has no business
    /// there. Only the node itself knows who opens a connection; the cloud's filters let it out for all. All other programs are
    /// refused there, also where another flow contains the address.
    /// </param>
    public sealed record Platform(string Service, bool ForRootAlone = false) : EgressPurpose
    {
        public override string Name => Service;

        public override string Word => "platform";

        public override string Zone => FlowZones.Platform;
    }

    /// <summary>The internet, whole, because the stack file limits nothing.</summary>
    public sealed record Open : EgressPurpose
    {
        public override string Name => "open";

        public override string Word => "internet";

        public override string Zone => FlowZones.Internet;
    }

    /// <summary>A destination that the stack file names.</summary>
    /// <param name="IsInternet">Whether it is the internet and no network beside it.</param>
    public sealed record Destination(string Named, bool IsInternet = false) : EgressPurpose
    {
        public override string Name => Named;

        public override string Word => "destination";

        public override string Zone => IsInternet ? FlowZones.Internet : FlowZones.Destination;
    }
}
