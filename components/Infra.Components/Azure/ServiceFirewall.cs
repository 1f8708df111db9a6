using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Clouds.Azure;
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
    private readonly SecurityGroup _group;
    private readonly ApplicationSecurityGroup _members;
    private readonly UserAssignedIdentity _identity;

    /// <param name="name">The service's.</param>
    public ServiceFirewall(string name, ServiceFirewallArgs args, ComponentResourceOptions? options = null)
        : base("infra:azure:ServiceFirewall", name, options)
    {
        var child = new CustomResourceOptions { Parent = this };
        var membersName = AzureNames.ApplicationGroup(args.Project, name);
        _members = new ApplicationSecurityGroup(
            name,
            new ApplicationSecurityGroupArgs
            {
                Name = membersName,
                ResourceGroupName = args.Home.Name,
                Location = args.Home.Location,
                Tags = args.Tags,
            },
            child
        );
        _identity = new UserAssignedIdentity(
            name,
            new UserAssignedIdentityArgs
            {
                Name = CloudNames.Of(args.Project, name),
                ResourceGroupName = args.Home.Name,
                Location = args.Home.Location,
                Tags = args.Tags,
            },
            child
        );
        _group = new SecurityGroup(
            args.Rules,
            args.Home,
            args.Tags,
            named =>
                named == membersName
                    ? _members.Id
                    : throw new InvalidOperationException($"a rule names the application group {named}, which is not this service's"),
            this
        );
        RegisterOutputs(
            new Dictionary<string, object?>
            {
                ["groupId"] = GroupId,
                ["membersId"] = MembersId,
                ["identityId"] = IdentityId,
            }
        );
    }

    /// <summary>The network security group.</summary>
    public Output<string> GroupId => _group.Id;

    /// <summary>The application security group.</summary>
    public Output<string> MembersId => _members.Id;

    /// <summary>The user-assigned identity.</summary>
    public Output<string> IdentityId => _identity.Id;

    /// <summary>What stands around its nodes before they boot: without rules Azure's own let the whole virtual network in.</summary>
    public ImmutableArray<Resource> Ready => _group.Rules;
}
