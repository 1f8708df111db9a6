using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>A whole project on Google Cloud, in the cloud project that the stack file names, else the operator's credentials or environment.</summary>
public static class GcpProject
{
    public static ProjectOutputs Create(ProjectContext context)
    {
        var plan = context.Plan;

        // Named and explicit: the region is the stack file's, whatever the operator's shell says; so is the project, where it says one.
        var args = new Pulumi.Gcp.ProviderArgs { Region = plan.Spec.Region, DefaultLabels = Labels.OfProject(context) };
        if (plan.Spec.Account is { } project)
            args.Project = project;
        var provider = new Pulumi.Gcp.Provider("gcp", args);
        var options = new ComponentResourceOptions { Providers = { provider } };

        var network = new ProjectNetwork(plan.Spec.Name, context, options);
        var peerings = plan
            .Spec.Peerings.Values.Select(peering => new Peering(peering, context, network, options).Result)
            .ToImmutableArray();
        var image = new MachineImage(context, provider);
        return ProjectServices.Create(
            context,
            service =>
            {
                var firewall = new ServiceFirewall(service, context, network, options);
                return node => new ServiceNode(node, context, network, firewall, image.For(node.Node), options).Enrolled;
            },
            (service, ready, publicAddresses) => new ServiceDns(service, context, ready, publicAddresses, options),
            network.NatAddresses,
            peerings
        );
    }
}
