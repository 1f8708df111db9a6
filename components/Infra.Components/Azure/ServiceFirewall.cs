using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Clouds.Azure;
using Pulumi;
using Pulumi.Azure.Authorization;
using Pulumi.Azure.Network;

namespace Infra.Components.Azure;

/// <summary>
/// The network security group of one service's network interfaces, the application security group that identifies the service's nodes in
/// rules, and the managed identity they run as, which has no roles.
/// </summary>
public sealed class ServiceFirewall : ComponentResource
{
    private readonly SecurityGroup _group;
    private readonly ApplicationSecurityGroup _members;
    private readonly UserAssignedIdentity _identity;

    /// <param name="name">The service's name.</param>
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
                ["groupId"] = RegisteredOutputs.Of(GroupId),
                ["membersId"] = RegisteredOutputs.Of(MembersId),
                ["identityId"] = RegisteredOutputs.Of(IdentityId),
            }
        );
    }

    /// <summary>The network security group.</summary>
    public Output<string> GroupId => _group.Id;

    /// <summary>The application security group.</summary>
    public Output<string> MembersId => _members.Id;

    /// <summary>The user-assigned identity.</summary>
    public Output<string> IdentityId => _identity.Id;

    /// <summary>The rules that must exist before its nodes boot: Azure's default rules allow the whole virtual network in.</summary>
    public ImmutableArray<Resource> Ready => _group.Rules;
}
