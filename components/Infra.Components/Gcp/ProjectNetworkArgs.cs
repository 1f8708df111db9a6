using System.Collections.Immutable;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>Arguments of <see cref="ProjectNetwork"/>, all taken from the plan.</summary>
public sealed class ProjectNetworkArgs : ResourceArgs
{
    /// <summary>The region, such as <c>europe-west1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The subnetworks, of every role.</summary>
    public required ImmutableArray<Subnet> Subnets { get; init; }

    /// <summary>How workload subnetworks reach the internet.</summary>
    public NatMode Nat { get; init; }

    /// <summary>Whether the network has no route out at all.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether the cloud's object storage is reached from private addresses, instead of through NAT.</summary>
    public bool HasStorageEndpoint { get; init; }

    /// <summary>Whether Pulumi refuses to delete the network.</summary>
    public bool TerminationProtection { get; init; }

    /// <summary>The existing network to use instead of creating one; nothing is then created.</summary>
    public ExpectedNetwork? Existing { get; init; }
}
