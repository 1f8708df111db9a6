using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core;
using Infra.Core.Dns;
using Infra.Core.Local;
using Pulumi;

namespace Infra.Components.Local;

/// <summary>A whole project on the local cloud: real VMs on this machine.</summary>
public static class LocalProject
{
    /// <param name="operators">The configured key pair; null to have one made, see <see cref="LocalPaths"/>.</param>
    /// <param name="owner">The project's directory; a lab of the same name that belongs to another one is refused.</param>
    public static ProjectOutputs Create(ProjectPlan plan, string stack, OperatorAccess? operators, string owner)
    {
        var name = plan.Spec.Name;
        var lab = LocalNetwork.Of(plan, stack);
        var network = new ProjectNetwork(name, lab, owner);
        var access = operators ?? OperatorKeyPair.Create(name, plan.OperatorKeys, network, network);
        var context = new ProjectContext(plan, stack, access, ImageId: null);
        var firewall = new ProjectFirewall(name, context, network);

        var enrolments = new List<ServiceEnrolment>();
        var hostKeys = new Dictionary<string, Output<string>>(StringComparer.Ordinal);
        foreach (var service in plan.Spec.Services.Keys)
        {
            var nodes = plan
                .Topology.Nodes.Where(node => node.Service == service)
                .Select(node => new ServiceNode(node, context, network, firewall).Enrolled)
                .ToImmutableArray();
            var enrolment = new ServiceEnrolment(service, plan, nodes);
            enrolments.Add(enrolment);
            foreach (var (node, identity) in enrolment.Identities)
                hostKeys.Add(node, identity.Derive(known => known.HostKey));
        }

        var names = DnsPlanner.Plan(plan.Spec, plan.Topology) is { } dns
            ? new ProjectDns(name, dns, network, enrolments.Select(enrolment => enrolment.Confirmed))
            : null;
        Unanswered.Tell(name, enrolments, names is null ? [] : [names]);

        return new ProjectOutputs(
            Output.Create(plan.Topology.Nodes.ToImmutableDictionary(node => node.Key, node => node.Address.ToString())),
            Output.Create(
                plan.Topology.Nodes.ToImmutableDictionary(
                    node => node.Key,
                    node => $"{lab.LinkManagement}:{LocalMachine.Of(plan.Topology, node).SshPort}"
                )
            ),
            OutputMap.Existing(hostKeys),
            Output.Create(ImmutableDictionary<string, string>.Empty)
        )
        {
            PublicAddresses = Output.Create(
                plan.Topology.Nodes.Where(node => node.PublicAddress is not null)
                    .ToImmutableDictionary(node => node.Key, node => node.PublicAddress!.Value.ToString())
            ),
        };
    }
}
