using System.Collections.Immutable;
using Infra.Core.Spec.Identity;
using Pulumi;

namespace Infra.Components.Gcp;

/// <summary>
/// A whole project on Google Cloud, in the cloud project named in the stack file, else that of the operator's credentials or environment.
/// </summary>
public static class GcpProject
{
    public static ProjectOutputs Create(ProjectContext context)
    {
        var (spec, args) = (context.Plan.Spec, new ArgsOfPlan(context));

        // Named and explicit: the region comes from the stack file, whatever the operator's shell sets; so does the project, if given.
        var provided = new Pulumi.Gcp.ProviderArgs { Region = spec.Region, DefaultLabels = args.DefaultLabels };
        if (spec.Account is { } project)
            provided.Project = project;
        if (spec.RunAs is RunAs.GoogleServiceAccount account)
            provided.ImpersonateServiceAccount = account.Email;
        var provider = new Pulumi.Gcp.Provider("gcp", provided);
        var options = new ComponentResourceOptions { Providers = { provider } };

        var network = new ProjectNetwork(spec.Name, args.Network(), options);
        var peerings = spec
            .Peerings.Values.Select(peering => new Peering(peering.Name, args.Peering(peering, network), options).Result)
            .ToImmutableArray();
        var image = new MachineImage(context.ImageId, provider);
        return ProjectServices.Create(
            context,
            service =>
            {
                var firewall = new ServiceFirewall(service, args.Firewall(service, network), options);
                return plan => new ServiceNode(plan.Node.Key, args.Node(plan, image.For(plan.Node), network, firewall), options).Enrolled;
            },
            (names, service) => new ServiceDns(service.Name, args.Dns(names, service), options),
            network.NatAddresses,
            peerings
        );
    }
}
