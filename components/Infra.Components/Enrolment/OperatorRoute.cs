using Infra.Core.Catalog;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>How operators, and this program with them, reach the nodes of a public cloud.</summary>
/// <param name="Access">Whose keys open them.</param>
/// <param name="TakesPublicAddresses">Whether they take a node's public address where it has one: by the private one nobody gets there.</param>
/// <param name="WhenSilent">What to look at when nothing answers a new VM's address: sentences on one line.</param>
public sealed record OperatorRoute(OperatorAccess Access, bool TakesPublicAddresses, string WhenSilent)
{
    /// <summary>The sshd of a VM.</summary>
    /// <param name="publicAddress">Null where the VM has none.</param>
    public NodeConnection To(Output<string> privateAddress, Output<string>? publicAddress) =>
        new(publicAddress is not null && TakesPublicAddresses ? publicAddress : privateAddress, ReservedPorts.Ssh, Access)
        {
            WhenSilent = WhenSilent,
        };
}
