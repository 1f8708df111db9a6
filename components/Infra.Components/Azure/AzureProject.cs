using System.Collections.Immutable;
using Infra.Components.Peerings;
using Pulumi;
using Pulumi.Azure.Inputs;

namespace Infra.Components.Azure;

/// <summary>
/// A whole project on Azure, in the subscription named in the stack file, else that of the operator's credentials or environment.
/// </summary>
public static class AzureProject
{
    public static ProjectOutputs Create(ProjectContext context)
    {
        var (spec, args) = (context.Plan.Spec, new ArgsOfPlan(context));

        // Named and explicit. A resource group that still contains resources of others is never deleted along with it. By default the
        // provider would register some sixty Azure services in the subscription, and require permission to do so.
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
        ProviderIdentity.Set(provided, spec.Account, spec.RunAs);
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

    // One at a time, because their providers do not wait for each other; and firewalls are in place before a route exists.
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
