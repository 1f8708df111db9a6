using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads <c>nat</c>: how many NAT gateways a project's own network has.</summary>
internal static class NatReader
{
    internal const string Key = "nat";

    /// <param name="unsaid">The mode without the key, in a network of the project's own.</param>
    internal static NatMode Read(TextNode? node, CloudKind? cloud, bool existingNetwork, NatMode unsaid, DiagnosticBag bag)
    {
        var noSingle = cloud is { } its ? CloudRegistry.Of<IStackFileRules>(its).NoSingleNatGateway : null;
        var mode = noSingle is null
            ? ValueReader.Word(node, "way out", Words.NatModes, bag)
            : ValueReader.Word(node, "way out", Words.NatModes, bag, NatMode.One);
        if (node is not null && cloud is { } kind && !ProjectKeys.Takes(kind, Key))
        {
            bag.Add(NotOnThisCloud.Key(node.Owner, Key, "NAT gateways are", kind));
        }
        else if (node is not null && existingNetwork)
        {
            bag.Add(NotOurNetwork.Nat(node.Owner));
        }
        else if (mode == NatMode.One && noSingle is var (reason, remedy))
        {
            bag.Add(NotOnThisCloud.Value(node!.Where, reason, remedy));
        }

        return mode ?? (existingNetwork || cloud?.IsThisMachine() == true ? NatMode.PerZone : unsaid);
    }
}
