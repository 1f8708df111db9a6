using System.Collections.Immutable;
using Infra.Core.Bundle;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>A VM to be asked for its identity and told which peers it may talk to; created by each cloud's ServiceNode.</summary>
/// <param name="Bundle">The node's bundle, from the plan.</param>
/// <param name="Instance">Changes with each VM: what was done on the previous one does not count for this one.</param>
/// <param name="Token">The secret in this VM's user data.</param>
/// <param name="DevicePaths">Volume name to device path where the plan could not know it; may be empty.</param>
/// <param name="DependsOn">What must exist before the VM can finish its first boot, such as its volumes.</param>
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

    /// <summary>The cloud's ID of the image the VM was created from; null if the cloud does not report it.</summary>
    public Output<string>? Image { get; init; }

    /// <summary>The VM's public address; null if it has none.</summary>
    public Output<string>? PublicAddress { get; init; }
}
