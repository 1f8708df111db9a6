using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Inputs;

namespace Infra.Components.Aws;

/// <summary>A whole project on AWS.</summary>
public static class AwsProject
{
    public static ProjectOutputs Create(ProjectContext context)
    {
        var plan = context.Plan;

        // Named and explicit: the region is the stack file's, whatever the operator's shell says; so is the account, where it says one.
        var args = new Pulumi.Aws.ProviderArgs
        {
            Region = plan.Spec.Region,
            DefaultTags = new ProviderDefaultTagsArgs { Tags = Tags.OfProject(context) },
        };
        if (plan.Spec.Account is { } account)
            args.AllowedAccountIds.Add(account);
        var provider = new Pulumi.Aws.Provider("aws", args);
        var options = new ComponentResourceOptions { Providers = { provider } };

        var network = new ProjectNetwork(plan.Spec.Name, context, options);
        var peerings = plan
            .Spec.Peerings.Values.Select(peering => new Peering(peering, context, network, options).Result)
            .ToImmutableArray();
        var shared = new ProjectFirewall(plan.Spec.Name, context, network, options);
        var image = new MachineImage(context, provider);
        return ProjectServices.Create(
            context,
            service =>
            {
                var firewall = new ServiceFirewall(service, context, network, shared, options);
                return node => new ServiceNode(node, context, network, firewall, image.For(node.Node), options).Enrolled;
            },
            (service, ready, publicAddresses) => new ServiceDns(service, context, ready, publicAddresses, options),
            network.NatAddresses,
            peerings
        );
    }
}
