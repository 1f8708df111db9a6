using System.Text.Json.Nodes;
using Infra.Core.Clouds;
using Infra.Core.Spec;
using Infra.Core.Spec.Peerings;

namespace Infra.Core.PeerContracts;

/// <summary>
/// What the other side of a peering must know and do on a cloud. Asked only where <see cref="IStackFileRules.Peering"/> is.
/// </summary>
internal interface IPeeringTerms : ICloudPart
{
    CloudTerms TermsOf(ProjectSpec spec, PeeringSpec peering);

    /// <summary>How a program is told which network the other side's is.</summary>
    JsonObject NameOf(OtherSide other);
}
