using System.Collections.Immutable;
using Infra.Components.Peerings;
using Pulumi;
using Pulumi.Azure.Inputs;

namespace Infra.Components.Azure;

/// <summary>A whole project on Azure, in the subscription that the stack file names, else the operator's credentials or environment.</summary>
public static class AzureProject
{
    public static ProjectOutputs Create(ProjectContext context)
    {
        var plan = context.Plan;

        // Named and explicit. A group that still holds what is not ours is never deleted with it. Left to itself the provider
        // would register some sixty of Azure's services in the subscription, and want to be allowed to.
        var args = new Pulumi.Azure.ProviderArgs
        {
            ResourceProviderRegistrations = "none",
            ResourceProvidersToRegisters = { "Microsoft.Compute", "Microsoft.ManagedIdentity", "Microsoft.Network" },
            Features = new ProviderFeaturesArgs
            {
                ResourceGroup = new ProviderFeaturesResourceGroupArgs { PreventDeletionIfContainsResources = true },
                VirtualMachine = new ProviderFeaturesVirtualMachineArgs { DeleteOsDiskOnDeletion = true },
            },
        };
        if (plan.Spec.Account is { } subscription)
            args.SubscriptionId = subscription;
        var provider = new Pulumi.Azure.Provider("azure", args);
        var options = new ComponentResourceOptions { Providers = { provider } };

        var network = new ProjectNetwork(plan.Spec.Name, context, options);
        var shared = new ProjectFirewall(plan.Spec.Name, context, network, options);
        var peerings = Peer(context, network, shared, options);
        return ProjectServices.Create(
            context,
            service =>
            {
                var firewall = new ServiceFirewall(service, context, network, shared, options);
                return node => new ServiceNode(node, context, network, firewall, options).Enrolled;
            },
            (service, ready, publicAddresses) => new ServiceDns(service, context, ready, publicAddresses, options),
            network.NatAddresses,
            peerings
        );
    }

    // One by one, as their providers do not wait for each other; and filters stand before there is a way in.
    private static ImmutableArray<PeeringResult> Peer(
        ProjectContext context,
        ProjectNetwork network,
        ProjectFirewall firewall,
        ComponentResourceOptions options
    )
    {
        ImmutableArray<Resource> after =
        [
            .. context.Plan.Topology.Zones.SelectMany(zone => network.ReadyFor(zone).Concat(firewall.ReadyFor(zone))).Distinct(),
        ];
        var results = ImmutableArray.CreateBuilder<PeeringResult>();
        foreach (var spec in context.Plan.Spec.Peerings.Values)
        {
            var peering = new Peering(spec, context, network, after, options);
            results.Add(peering.Result);
            after = [peering.Last];
        }

        return results.ToImmutable();
    }
}
