using System.Collections.Immutable;
using Infra.Core.Bundle;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>A VM that will be asked who it is and told whom it may talk to; each cloud's ServiceNode makes one.</summary>
/// <param name="Bundle">What it has in service, of the plan.</param>
/// <param name="Instance">New with each VM: what was done to the one before does not count for this one.</param>
/// <param name="Token">The secret put into this VM's user data.</param>
/// <param name="DevicePaths">Volume name to device path where the plan could not know it; may be empty.</param>
/// <param name="DependsOn">What must exist before the VM can finish its first boot, its volumes for one.</param>
public sealed record EnrolledNode(
    BundleTemplate Bundle,
    Output<string> Instance,
    Output<string> Token,
    NodeConnection Connection,
    Output<ImmutableDictionary<string, string>> DevicePaths,
    ImmutableArray<Resource> DependsOn
)
{
    /// <summary>The node.</summary>
    public Node Node => Bundle.Node;

    /// <summary>The cloud's id of the image that the VM was made from; null where the cloud does not say.</summary>
    public Output<string>? Image { get; init; }

    /// <summary>The VM's public address; null where it has none.</summary>
    public Output<string>? PublicAddress { get; init; }
}
