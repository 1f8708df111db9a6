using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Aws;

/// <summary>Arguments of <see cref="ProjectNetwork"/>, all taken from the plan.</summary>
public sealed class ProjectNetworkArgs : ResourceArgs
{
    /// <summary>The region, such as <c>eu-west-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The VPC's network, /16 to /28.</summary>
    public required Cidr Cidr { get; init; }

    /// <summary>The subnets, of every role; each in its own zone.</summary>
    public required ImmutableArray<Subnet> Subnets { get; init; }

    /// <summary>How workload subnets reach the internet.</summary>
    public NatMode Nat { get; init; }

    /// <summary>Zone key to the private address that a new NAT gateway takes; empty: AWS chooses.</summary>
    public ImmutableSortedDictionary<string, IpAddr> NatGatewayAddresses { get; init; } =
        ImmutableSortedDictionary.Create<string, IpAddr>(StringComparer.Ordinal);

    /// <summary>Whether there is no gateway at all, and only this account's object storage in this region is reachable.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Where flow logs go; null: none are kept.</summary>
    public FlowLogSettings? FlowLogs { get; init; }

    /// <summary>The ARN of the permissions boundary of roles that are created; null: they have none.</summary>
    public string? RoleBoundary { get; init; }

    /// <summary>Whether Pulumi refuses to delete the VPC.</summary>
    public bool TerminationProtection { get; init; }

    /// <summary>The existing network to use instead of creating one; of the above only flow logs are then created.</summary>
    public ExpectedNetwork? Existing { get; init; }
}
