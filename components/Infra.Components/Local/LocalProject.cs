using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core.Deployments;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Local;

/// <summary>A whole project on the local cloud: real VMs on this machine.</summary>
public static class LocalProject
{
    /// <param name="operators">The configured key pair; null to create one, see <see cref="LocalPaths"/>.</param>
    /// <param name="keys">Additional keys that may log in to nodes.</param>
    /// <param name="owner">The project's directory; a lab of the same name that belongs to another directory is refused.</param>
    public static ProjectOutputs Create(DeploymentPlan plan, string stack, OperatorAccess? operators, OperatorKeys keys, string owner)
    {
        var name = plan.Spec.Name;
        var args = new ArgsOfPlan(plan, stack, owner);
        var network = new ProjectNetwork(name, args.Network());
        var access = operators ?? OperatorKeyPair.Create(name, args.Lab, keys, network);
        var firewall = new ProjectFirewall(name, args.Firewall(network));

        var enrolled = new List<EnrolledNode>();
        var enrolments = new List<ServiceEnrolment>();
        var hostKeys = new Dictionary<string, Output<string>>(StringComparer.Ordinal);

        // First, because nodes are reached through them.
        var bastion = plan.Topology.Bastions.IsEmpty ? null : BastionInPlace.Of(Enrol(Bastion.Owner, null));
        foreach (var service in plan.Spec.Services.Keys)
            Enrol(service, bastion);

        (ImmutableArray<EnrolledNode>, ServiceEnrolment) Enrol(string owner, BastionInPlace? through)
        {
            var nodes = plan.NodesOf(owner)
                .Select(node => new ServiceNode(node.Node.Key, args.Node(node, access, network, firewall)).Enrolled)
                .Select(node => through?.Before(node) ?? node)
                .ToImmutableArray();
            var enrolment = new ServiceEnrolment(owner, new ServiceEnrolmentArgs { Nodes = nodes });
            enrolments.Add(enrolment);
            enrolled.AddRange(nodes);
            foreach (var (node, hostKey) in enrolment.HostKeys)
                hostKeys.Add(node, hostKey);
            return (nodes, enrolment);
        }

        var names = plan.Names is { } dns
            ? new ProjectDns(name, args.Dns(dns, network, enrolments.Select(enrolment => enrolment.Confirmed)))
            : null;
        Unanswered.Tell(name, enrolments, names is null ? [] : [names]);

        return new ProjectOutputs(
            Output.Create(plan.Topology.Machines.ToImmutableDictionary(node => node.Key, node => node.Address.ToString())),
            OutputMap.Existing(enrolled.ToDictionary(node => node.Node.Key, node => node.Connection.Address)),
            OutputMap.Existing(hostKeys),
            Output.Create(ImmutableDictionary<string, string>.Empty)
        )
        {
            Reached = enrolments.ToImmutableSortedDictionary(each => each.Owner, each => each.Reached, StringComparer.Ordinal),
            PublicAddresses = Output.Create(
                plan.Topology.Machines.Where(node => node.PublicAddress is not null)
                    .ToImmutableDictionary(node => node.Key, node => node.PublicAddress!.Value.ToString())
            ),
        };
    }
}
