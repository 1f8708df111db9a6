using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Components.Peerings;
using Pulumi;
using Pulumi.Aws.Inputs;

namespace Infra.Components.Aws;

/// <summary>A whole project on AWS.</summary>
public static class AwsProject
{
    /// <exception cref="RunException">The plan cannot be expressed on AWS.</exception>
    public static ProjectOutputs Create(ProjectContext context)
    {
        var plan = context.Plan;
        var clashes = plan.Spec.Services.Values.SelectMany(service => DeviceNames.Clashes(service.Name, service.VolumesGiB.Keys)).ToArray();
        if (clashes.Length > 0)
            throw new RunException(string.Join(Environment.NewLine, clashes));

        // Named and explicit: the region is the stack file's, whatever the operator's shell says.
        var provider = new Pulumi.Aws.Provider("aws", new Pulumi.Aws.ProviderArgs
        {
            Region = plan.Spec.Region,
            DefaultTags = new ProviderDefaultTagsArgs { Tags = Tags.OfProject(context) },
        });
        var options = new ComponentResourceOptions { Providers = { provider } };

        var network = new ProjectNetwork(plan.Spec.Name, context, options);
        var peerings = plan.Spec.Peerings.Values.Select(peering => new Peering(peering, context, network, options).Result).ToImmutableArray();
        var shared = new ProjectFirewall(plan.Spec.Name, context, network, options);
        var image = MachineImage.Id(context, provider);
        var enrolled = new List<EnrolledNode>();
        var hostKeys = new Dictionary<string, Output<string>>(StringComparer.Ordinal);
        foreach (var service in plan.Spec.Services.Keys)
        {
            var firewall = new ServiceFirewall(service, context, network, shared, options);
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
