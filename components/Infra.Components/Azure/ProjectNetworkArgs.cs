using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Azure;

/// <summary>What a <see cref="ProjectNetwork"/> is made from; all of it is the plan's.</summary>
public sealed class ProjectNetworkArgs : ResourceArgs
{
    /// <summary>The region: <c>westeurope</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The virtual network's address space.</summary>
    public required Cidr Cidr { get; init; }

    /// <summary>The subnets; of those of other roles than workload none is made.</summary>
    public required ImmutableArray<Subnet> Subnets { get; init; }

    /// <summary>How workload subnets reach the internet.</summary>
    public NatMode Nat { get; init; }

    /// <summary>Whether there is no way out at all.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether Pulumi refuses to delete the virtual network.</summary>
    public bool TerminationProtection { get; init; }

    /// <summary>Tags of all that is made.</summary>
    [Input("tags")]
    public InputMap<string> Tags { get; init; } = new();

    /// <summary>The network that is used instead of one of its own; then a resource group is all that is made.</summary>
    public ExpectedNetwork? Existing { get; init; }
}
