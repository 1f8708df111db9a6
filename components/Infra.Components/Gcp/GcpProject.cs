using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Components.Peerings;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>A whole project on Google Cloud, in the cloud project that the operator's credentials or environment name.</summary>
public static class GcpProject
{
    public static ProjectOutputs Create(ProjectContext context)
    {
        var plan = context.Plan;

        // Named and explicit: the region is the stack file's, whatever the operator's shell says.
        var provider = new Pulumi.Gcp.Provider("gcp", new Pulumi.Gcp.ProviderArgs
        {
            Region = plan.Spec.Region,
            DefaultLabels = Labels.OfProject(context),
        });
        var options = new ComponentResourceOptions { Providers = { provider } };

        var network = new ProjectNetwork(plan.Spec.Name, context, options);
        var peerings = plan.Spec.Peerings.Values.Select(peering => new Peering(peering, context, network, options).Result).ToImmutableArray();
        var image = MachineImage.Link(context, provider);
        var enrolled = new List<EnrolledNode>();
        var hostKeys = new Dictionary<string, Output<string>>(StringComparer.Ordinal);
        foreach (var service in plan.Spec.Services.Keys)
        {
            var firewall = new ServiceFirewall(service, context, network, options);
            var nodes = plan.Topology.Nodes
                .Where(node => node.Service == service)
                .Select(node => new ServiceNode(node, context, network, firewall, image, options).Enrolled)
                .ToImmutableArray();
            var enrolment = new ServiceEnrolment(service, plan, nodes);
            foreach (var (node, identity) in enrolment.Identities)
                hostKeys.Add(node, identity.Apply(known => known.HostKey));
            if (plan.Spec.Dns is not null)
                _ = new ServiceDns(service, context, enrolment, options);
            enrolled.AddRange(nodes);
        }

        var addresses = plan.Topology.Nodes.ToImmutableDictionary(node => node.Key, node => node.Address.ToString());
        return new ProjectOutputs(
            Output.Create(addresses),
            OutputMap.Join(enrolled.ToDictionary(
                node => node.Node.Key, node => node.Connection.Host.Apply(host => $"{host}:{node.Connection.Port}"))),
            OutputMap.Join(hostKeys),
            OutputMap.Join(network.NatAddresses))
        {
            Peerings = PeeringOutputs.Of(plan, peerings),
        };
    }
}
