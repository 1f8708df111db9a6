using System.Collections.Immutable;
using Infra.Core.Spec.Identity;
using Pulumi;
using Pulumi.Aws.Inputs;

namespace Infra.Components.Aws;

/// <summary>A whole project on AWS.</summary>
public static class AwsProject
{
    public static ProjectOutputs Create(ProjectContext context)
    {
        var (spec, args) = (context.Plan.Spec, new ArgsOfPlan(context));

        // Named and explicit: the region comes from the stack file, whatever the operator's shell sets; so does the account, if given.
        var provided = new Pulumi.Aws.ProviderArgs
        {
            Region = spec.Region,
            DefaultTags = new ProviderDefaultTagsArgs { Tags = args.DefaultTags },
        };
        if (spec.Account is { } account)
            provided.AllowedAccountIds.Add(account);
        if (spec.RunAs is RunAs.AwsRole role)
        {
            provided.AssumeRoles.Add(
                new ProviderAssumeRoleArgs
                {
                    RoleArn = role.Arn,
                    ExternalId = role.ExternalId is { } id ? (Input<string>)id : null,
                    SessionName = role.SessionName,
                }
            );
        }

        var provider = new Pulumi.Aws.Provider("aws", provided);
        var options = new ComponentResourceOptions { Providers = { provider } };

        var network = new ProjectNetwork(spec.Name, args.Network(), options);
        var peerings = spec
            .Peerings.Values.Select(peering => new Peering(peering.Name, args.Peering(peering, network), options).Result)
            .ToImmutableArray();
        var shared = new ProjectFirewall(spec.Name, args.Firewall(network), options);
        var image = new MachineImage(context.ImageId, provider);
        return ProjectServices.Create(
            context,
            service =>
            {
                var firewall = new ServiceFirewall(service, args.Firewall(service, network, shared), options);
                return plan =>
                    new ServiceNode(plan.Node.Key, args.Node(plan, image.For(plan.Node), network, shared, firewall), options).Enrolled;
            },
            (names, service) => new ServiceDns(service.Name, args.Dns(names, service), options),
            network.NatAddresses,
            peerings
        );
    }
}
