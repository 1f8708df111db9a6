using System.Text.Json.Nodes;
using Infra.Core.Clouds;
using Infra.Core.Spec;
using Infra.Core.Spec.Peerings;

namespace Infra.Core.PeerContracts;

/// <summary>
/// What the other side of a peering must know and do on a cloud. Used only if <see cref="IStackFileRules.Peering"/> is set.
/// </summary>
internal interface IPeeringTerms : ICloudPart
{
    CloudTerms TermsOf(ProjectSpec spec, PeeringSpec peering);

    /// <summary>Identifies the other side's network for programs.</summary>
    JsonObject NameOf(OtherSide other);
}
