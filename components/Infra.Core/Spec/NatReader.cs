using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads <c>nat</c>: how many NAT gateways a project's own network has.</summary>
internal static class NatReader
{
    internal const string Key = "nat";

    internal static NatMode Read(TextNode? node, CloudKind? cloud, bool existingNetwork, DiagnosticBag bag)
    {
        var noSingle = cloud is { } its ? CloudRegistry.Of<IStackFileRules>(its).NoSingleNatGateway : null;
        var mode = noSingle is null
            ? ValueReader.Word(node, "way out", Words.NatModes, bag)
            : ValueReader.Word(node, "way out", Words.NatModes, bag, NatMode.One);
        if (node is not null && cloud is { } kind && !ProjectKeys.Takes(kind, Key))
        {
            bag.Error(
                DiagnosticCodes.NotOnThisCloud,
                node.Owner,
                $"{Words.Opening(kind)} has no NAT gateways.",
                $"Remove the key '{Key}'."
            );
        }
        else if (node is not null && existingNetwork)
        {
            bag.Error(
                DiagnosticCodes.NotOurNetwork,
                node.Owner,
                "The owner of an existing network decides how traffic leaves it.",
                $"Remove the key '{Key}'."
            );
        }
        else if (mode == NatMode.One && noSingle is var (reason, remedy))
        {
            bag.Error(DiagnosticCodes.NotOnThisCloud, node!.Where, reason, remedy);
        }

        return mode ?? NatMode.PerZone;
    }
}
