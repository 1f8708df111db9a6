using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>Arguments of <see cref="ProjectNetwork"/>, all taken from the plan.</summary>
public sealed class ProjectNetworkArgs : ResourceArgs
{
    /// <summary>The region, such as <c>westeurope</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The virtual network's address space.</summary>
    public required Cidr Cidr { get; init; }

    /// <summary>The subnets; of the public role, only those with bastions.</summary>
    public required ImmutableArray<Subnet> Subnets { get; init; }

    /// <summary>How workload subnets reach the internet.</summary>
    public NatMode Nat { get; init; }

    /// <summary>Whether the network has no route out at all.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether the cloud's object storage is reached through service endpoints of the workload subnets.</summary>
    public bool HasStorageEndpoint { get; init; }

    /// <summary>Whether Pulumi refuses to delete the virtual network.</summary>
    public bool TerminationProtection { get; init; }

    /// <summary>Tags of every resource created here.</summary>
    [Input("tags")]
    public InputMap<string> Tags { get; init; } = new();

    /// <summary>The existing network to use instead of creating one; only a resource group is then created.</summary>
    public ExpectedNetwork? Existing { get; init; }
}
