using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Clouds.Azure;
using Infra.Core.Topology;
using Pulumi;
using Pulumi.Azure.Authorization;
using Pulumi.Azure.Network;

namespace Infra.Components.Azure;

/// <summary>
/// The network security group on one service's network interfaces, the application security group by which rules know the
/// service's nodes, and the identity they run as. It has no roles.
/// </summary>
public sealed class ServiceFirewall : ComponentResource
{
    private readonly ProjectFirewall _shared;
    private readonly SecurityGroup _group;
    private readonly ApplicationSecurityGroup _members;
    private readonly UserAssignedIdentity _identity;

    public ServiceFirewall(
        string service,
        ProjectContext context,
        ProjectNetwork network,
        ProjectFirewall shared,
        ComponentResourceOptions? options = null
    )
        : base("infra:azure:ServiceFirewall", service, options)
    {
        _shared = shared;
        var project = context.Plan.Spec.Name;
        var child = new CustomResourceOptions { Parent = this };
        var membersName = AzureNames.ApplicationGroup(project, service);
        _members = new ApplicationSecurityGroup(
            service,
            new ApplicationSecurityGroupArgs
            {
                Name = membersName,
                ResourceGroupName = network.Home.Name,
                Location = network.Home.Location,
                Tags = Tags.OfService(context, service),
            },
            child
        );
        _identity = new UserAssignedIdentity(
            service,
            new UserAssignedIdentityArgs
            {
                Name = CloudNames.Of(project, service),
                ResourceGroupName = network.Home.Name,
                Location = network.Home.Location,
                Tags = Tags.OfService(context, service),
            },
            child
        );
        _group = new SecurityGroup(
            ((AzureFirewall)context.Plan.Firewall).Services[service],
            network.Home,
            Tags.OfService(context, service),
            named =>
                named == membersName
                    ? _members.Id
                    : throw new InvalidOperationException($"a rule names the application group {named}, which is not this service's"),
            this
        );
        RegisterOutputs();
    }

    /// <summary>The network security group.</summary>
    public Output<string> GroupId => _group.Id;

    /// <summary>The application security group.</summary>
    public Output<string> MembersId => _members.Id;

    /// <summary>The user-assigned identity.</summary>
    public Output<string> IdentityId => _identity.Id;

    /// <summary>What stands around a zone's nodes before they boot: without rules Azure's own let the whole virtual network in.</summary>
    public ImmutableArray<Resource> ReadyFor(Zone zone) => [.. _shared.ReadyFor(zone), .. _group.Rules];
}
