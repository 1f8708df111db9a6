using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>What a <see cref="ProjectNetwork"/> is made from; all of it is the plan's.</summary>
public sealed class ProjectNetworkArgs : ResourceArgs
{
    /// <summary>The region: <c>eu-west-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The VPC's network, /16 to /28.</summary>
    public required Cidr Cidr { get; init; }

    /// <summary>The subnets, of every role; each has a zone of its own name.</summary>
    public required ImmutableArray<Subnet> Subnets { get; init; }

    /// <summary>How workload subnets reach the internet.</summary>
    public NatMode Nat { get; init; }

    /// <summary>Whether there is no gateway at all, and object storage is this account's own and in this region alone.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Where the network's flows are logged; null: nowhere.</summary>
    public FlowLogSettings? FlowLogs { get; init; }

    /// <summary>Whether Pulumi refuses to delete the VPC.</summary>
    public bool TerminationProtection { get; init; }

    /// <summary>The network that is used instead of one of its own; nothing above is then made but flow logs.</summary>
    public ExpectedNetwork? Existing { get; init; }
}
