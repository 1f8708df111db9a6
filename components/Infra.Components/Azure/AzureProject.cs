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
        var (spec, args) = (context.Plan.Spec, new ArgsOfPlan(context));

        // Named and explicit. A group that still holds what is not ours is never deleted with it. Left to itself the provider
        // would register some sixty of Azure's services in the subscription, and want to be allowed to.
        var provided = new Pulumi.Azure.ProviderArgs
        {
            ResourceProviderRegistrations = "none",
            ResourceProvidersToRegisters = { "Microsoft.Compute", "Microsoft.ManagedIdentity", "Microsoft.Network" },
            Features = new ProviderFeaturesArgs
            {
                ResourceGroup = new ProviderFeaturesResourceGroupArgs { PreventDeletionIfContainsResources = true },
                VirtualMachine = new ProviderFeaturesVirtualMachineArgs { DeleteOsDiskOnDeletion = true },
            },
        };
        if (spec.Account is { } subscription)
            provided.SubscriptionId = subscription;
        var provider = new Pulumi.Azure.Provider("azure", provided);
        var options = new ComponentResourceOptions { Providers = { provider } };

        var network = new ProjectNetwork(spec.Name, args.Network(), options);
        var shared = new ProjectFirewall(spec.Name, args.Firewall(network), options);
        var peerings = Peer(context, args, network, shared, options);
        return ProjectServices.Create(
            context,
            service =>
            {
                var firewall = new ServiceFirewall(service, args.Firewall(service, network), options);
                return plan => new ServiceNode(plan.Node.Key, args.Node(plan, network, shared, firewall), options).Enrolled;
            },
            (names, service) => new ServiceDns(service.Name, args.Dns(names, service), options),
            network.NatAddresses,
            peerings
        );
    }

    // One by one, as their providers do not wait for each other; and filters stand before there is a way in.
    private static ImmutableArray<PeeringResult> Peer(
        ProjectContext context,
        ArgsOfPlan args,
        ProjectNetwork network,
        ProjectFirewall firewall,
        ComponentResourceOptions options
    )
    {
        ImmutableArray<Resource> after =
        [
            .. context
                .Plan.Topology.Subnets.SelectMany(subnet => network.ReadyFor(subnet.Zone.Key).Concat(firewall.ReadyFor(subnet.Key)))
                .Distinct(),
        ];
        var results = ImmutableArray.CreateBuilder<PeeringResult>();
        foreach (var spec in context.Plan.Spec.Peerings.Values)
        {
            var peering = new Peering(spec.Name, args.Peering(spec, network, after), options);
            results.Add(peering.Result);
            after = [peering.Last];
        }

        return results.ToImmutable();
    }
}
