using Infra.Core.Catalog;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>How operators, and this program, reach the nodes of a public cloud.</summary>
/// <param name="Access">Whose keys may log in.</param>
/// <param name="TakesPublicAddresses">Whether a node's public address is used if it has one, because its private one is not
/// reachable.</param>
/// <param name="WhenSilent">What to check if a new VM's address does not respond: sentences on one line.</param>
public sealed record OperatorRoute(OperatorAccess Access, bool TakesPublicAddresses, string WhenSilent)
{
    /// <summary>The sshd of a VM.</summary>
    /// <param name="publicAddress">Null if the VM has none.</param>
    public NodeConnection To(Output<string> privateAddress, Output<string>? publicAddress) =>
        new(publicAddress is not null && TakesPublicAddresses ? publicAddress : privateAddress, ReservedPorts.Ssh, Access)
        {
            WhenSilent = WhenSilent,
        };
}
