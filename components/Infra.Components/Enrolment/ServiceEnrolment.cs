using System.Collections.Immutable;
using Infra.Core.Bundle;
using Infra.Core.Mesh;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>
/// Turns a group of VMs into one service: reads their identities, gives every node its peers' public keys, and confirms. The same on
/// every cloud. Zones are updated one after another, so that a bad change stops in the first: if a node rejects it, or becomes
/// unreachable, the step fails and everything after it is held back. A node that was already unreachable is skipped.
/// </summary>
public sealed class ServiceEnrolment : ComponentResource
{
    /// <param name="name">The service's name.</param>
    public ServiceEnrolment(string name, ServiceEnrolmentArgs args, ComponentResourceOptions? options = null)
        : base("infra:enrolment:ServiceEnrolment", name, options)
    {
        var nodes = args.Nodes;
        var identities = nodes.ToImmutableSortedDictionary(
            node => node.Node.Key,
            node => VerifiedIdentity.Read(node, this),
            StringComparer.Ordinal
        );
        // A bundle tells a node its peers' keys: none is pushed before all of them are pinned.
        var pins = identities.Values.Select(identity => identity.Pin).ToImmutableArray();
        var reported = identities.Values.Select(identity => identity.Reported);
        if (nodes.Any(node => node.Bundle.UsesIpsecKeys))
        {
            var keys = nodes
                .OrderBy(node => node.Node.Key, StringComparer.Ordinal)
                .Select(node => IpsecKeys.Read(node, identities[node.Node.Key], this))
                .ToList();
            pins = [.. pins, .. keys.Select(key => key.Resource)];
            reported = keys.Select(key => key.Identity);
        }

        var known = Output.All(reported);

        var turns = new Dictionary<string, Output<NodeTurn>>(StringComparer.Ordinal);
        var done = Output.Create(ImmutableArray<Resource>.Empty);
        foreach (var zone in ByZone(nodes))
        {
            var before = done;
            foreach (var node in zone)
            {
                turns[node.Node.Key] = NodeTurn.Of(node, pins, before, after =>
                    ConfirmedPush.Create(node, identities[node.Node.Key].Reported, Bundle(node, known), after, this)
                );
            }

            done = After(before, zone.Select(node => turns[node.Node.Key].Derive(turn => turn.Confirmed)));
        }

        Confirmed = done;
        Owner = name;
        Reached = Output
            .All(turns.OrderBy(turn => turn.Key, StringComparer.Ordinal).Select(turn => turn.Value.Chain(node => node.IsReached)))
            .Derive(nodes => nodes.All(reached => reached));

        // Last: a volume that cannot grow must not keep any node from its peers' keys or from a firewall change.
        foreach (var zone in ByZone(nodes.Where(node => !node.Node.Volumes.IsEmpty)))
        {
            var before = done;
            done = After(
                before,
                zone.Select(node =>
                    Output
                        .Tuple(turns[node.Node.Key], before)
                        .Derive(parts =>
                            parts.Item1.Confirmed.IsEmpty
                                ? ImmutableArray<Resource>.Empty
                                : [GrownVolumes.Create(node, identities[node.Node.Key].Reported, parts.Item2, this)]
                        )
                )
            );
        }

        Done = done;
        Answered = turns.ToImmutableSortedDictionary(
            turn => turn.Key,
            turn => turn.Value.Derive(result => result.Unanswered is null),
            StringComparer.Ordinal
        );
        Unanswered = Output
            .All(turns.OrderBy(turn => turn.Key, StringComparer.Ordinal).Select(turn => turn.Value))
            .Derive(all => all.Select(turn => turn.Unanswered).OfType<UnansweredNode>().ToImmutableArray());
        Identities = identities.ToImmutableSortedDictionary(node => node.Key, node => node.Value.Pinned, StringComparer.Ordinal);
        HostKeys = Identities.ToImmutableSortedDictionary(
            node => node.Key,
            node => node.Value.Derive(known => known.HostKey),
            StringComparer.Ordinal
        );
        RegisterOutputs(new Dictionary<string, object?> { ["hostKeys"] = RegisteredOutputs.Of(HostKeys) });
    }

    /// <summary>Node key to the public keys the node proved to hold.</summary>
    public ImmutableSortedDictionary<string, Output<NodeIdentity>> Identities { get; }

    /// <summary>Node key to the SSH host key it proved to hold, <c>ssh-ed25519 AAAA…</c>: the key to pin.</summary>
    public IReadOnlyDictionary<string, Output<string>> HostKeys { get; }

    /// <summary>The last zone's confirmations, and so those of all nodes that responded.</summary>
    public Output<ImmutableArray<Resource>> Confirmed { get; }

    /// <summary>Whose nodes these are.</summary>
    internal string Owner { get; }

    /// <summary>Whether all nodes have confirmed: known once the last one has, and never if one fails.</summary>
    internal Output<bool> Reached { get; }

    /// <summary>The last of everything done on the nodes.</summary>
    internal Output<ImmutableArray<Resource>> Done { get; }

    /// <summary>Node key to whether it responded when its zone was due; in a preview, all do.</summary>
    internal ImmutableSortedDictionary<string, Output<bool>> Answered { get; }

    /// <summary>The nodes that were skipped.</summary>
    internal Output<ImmutableArray<UnansweredNode>> Unanswered { get; }

    private static IEnumerable<EnrolledNode[]> ByZone(IEnumerable<EnrolledNode> nodes) =>
        nodes
            .GroupBy(node => node.Node.Zone.Index)
            .OrderBy(zone => zone.Key)
            .Select(zone => zone.OrderBy(node => node.Node.Key, StringComparer.Ordinal).ToArray());

    // If no node of a zone responds, the next zone waits for the previous one.
    private static Output<ImmutableArray<Resource>> After(
        Output<ImmutableArray<Resource>> before,
        IEnumerable<Output<ImmutableArray<Resource>>> zone
    ) =>
        Output
            .Tuple(before, Output.All(zone))
            .Derive(parts => parts.Item2.SelectMany(each => each).ToImmutableArray() is { IsEmpty: false } these ? these : parts.Item1);

    private static Output<NodeBundle> Bundle(EnrolledNode node, Output<ImmutableArray<NodeIdentity>> known) =>
        Output
            .Tuple(known, node.DevicePaths, node.Connection.Operator.Keys)
            .Derive(parts =>
            {
                var (all, paths, keys) = parts;
                var peers = all.Where(identity => identity.Node != node.Node.Key).ToImmutableArray();
                return node.Bundle.Fill(new NodeHoles(keys) { DevicePaths = paths, Peers = peers });
            });
}
