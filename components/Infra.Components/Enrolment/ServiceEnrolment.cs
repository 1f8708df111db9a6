using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Bundle;
using Infra.Core.Mesh;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>
/// Makes a group of VMs one service: reads who they are, hands every node its peers' public keys, and confirms. The
/// same on every cloud. Zones follow one another, so that a bad change stops in the first.
/// </summary>
public sealed class ServiceEnrolment : ComponentResource
{
    /// <param name="nodes">All nodes of the service.</param>
    public ServiceEnrolment(
        string service, ProjectPlan plan, IReadOnlyCollection<EnrolledNode> nodes, ComponentResourceOptions? options = null)
        : base("infra:enrolment:ServiceEnrolment", service, options)
    {
        var identities = nodes.ToImmutableSortedDictionary(
            node => node.Node.Key, node => VerifiedIdentity.Read(node, this), StringComparer.Ordinal);
        var known = Output.All(identities.Values);

        IReadOnlyList<Resource> previousZone = [];
        foreach (var zone in nodes.GroupBy(node => node.Node.Zone.Index).OrderBy(zone => zone.Key))
        {
            previousZone =
            [
                .. zone.OrderBy(node => node.Node.Key, StringComparer.Ordinal).Select(node => ConfirmedPush.Create(
                    node, identities[node.Node.Key], Bundle(plan, node, known), previousZone, this)),
            ];
        }

        // Last of all: a volume that cannot grow must keep no node from its peers' keys, or from a firewall change.
        foreach (var zone in nodes.Where(node => !node.Node.Volumes.IsEmpty).GroupBy(node => node.Node.Zone.Index).OrderBy(zone => zone.Key))
        {
            previousZone =
            [
                .. zone.OrderBy(node => node.Node.Key, StringComparer.Ordinal)
                    .Select(node => GrownVolumes.Create(node, identities[node.Node.Key], previousZone, this)),
            ];
        }

        Identities = identities;
        RegisterOutputs();
    }

    /// <summary>Node key to the public keys that node proved to hold.</summary>
    public ImmutableSortedDictionary<string, Output<NodeIdentity>> Identities { get; }

    private static Output<NodeBundle> Bundle(ProjectPlan plan, EnrolledNode node, Output<ImmutableArray<NodeIdentity>> known) =>
        Output.Tuple(known, node.DevicePaths, node.Connection.Operator.Keys).Derive(parts =>
        {
            var (all, paths, keys) = parts;
            var peers = all.Where(identity => identity.Node != node.Node.Key).ToImmutableArray();
            return BundleCompiler.Compile(plan.WithDevicePaths(node.Node.Key, paths) with { OperatorKeys = keys }, node.Node.Key, peers);
        });
}
