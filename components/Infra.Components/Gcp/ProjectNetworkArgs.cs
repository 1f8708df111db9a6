using System.Collections.Immutable;
using Infra.Core.Policy;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>What a <see cref="ProjectNetwork"/> is made from; all of it is the plan's.</summary>
public sealed class ProjectNetworkArgs : ResourceArgs
{
    /// <summary>The region: <c>europe-west1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The subnetworks, of every role.</summary>
    public required ImmutableArray<Subnet> Subnets { get; init; }

    /// <summary>How workload subnetworks reach the internet.</summary>
    public NatMode Nat { get; init; }

    /// <summary>Whether there is no way out at all.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether Pulumi refuses to delete the network.</summary>
    public bool TerminationProtection { get; init; }

    /// <summary>The network that is used instead of one of its own; then nothing is made.</summary>
    public ExpectedNetwork? Existing { get; init; }
}
