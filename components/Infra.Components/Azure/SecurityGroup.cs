using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Clouds.Azure;
using Pulumi;
using Pulumi.Azure.Network;

namespace Infra.Components.Azure;

/// <summary>
/// A network security group. Each rule is its own resource named after its meaning: adding or removing one touches no other, and rules
/// operators add in the free priorities are left alone.
/// </summary>
internal sealed class SecurityGroup
{
    private readonly NetworkSecurityGroup _group;

    /// <param name="applicationGroup">Maps an application security group's name to its ID.</param>
    internal SecurityGroup(
        NsgRuleSet listing,
        ResourceGroupReference home,
        InputMap<string> tags,
        Func<string, Input<string>> applicationGroup,
        ComponentResource parent
    )
    {
        _group = new NetworkSecurityGroup(
            listing.Name,
            new NetworkSecurityGroupArgs
            {
                Name = listing.Name,
                ResourceGroupName = home.Name,
                Location = home.Location,
                Tags = tags,
            },
            new CustomResourceOptions { Parent = parent }
        );
        Rules = [.. listing.Rules.Select(rule => Create(rule, listing.Name, home, applicationGroup, parent))];
    }

    internal Output<string> Id => _group.Id;

    internal ImmutableArray<Resource> Rules { get; }

    private NetworkSecurityRule Create(
        NsgRule rule,
        string group,
        ResourceGroupReference home,
        Func<string, Input<string>> applicationGroup,
        ComponentResource parent
    )
    {
        var args = new NetworkSecurityRuleArgs
        {
            Name = rule.Name,
            ResourceGroupName = home.Name,
            NetworkSecurityGroupName = _group.Name,
            Description = rule.Description,
            Direction = rule.Inbound ? "Inbound" : "Outbound",
            Access = rule.Allow ? "Allow" : "Deny",
            Priority = rule.Priority,
            Protocol = rule.Protocol,
            SourcePortRange = "*",
        };
        if (rule.Ports is Ports.Listed listed)
            args.DestinationPortRanges = listed.Ranges.Select(range => range.ToString()).ToArray();
        else
            args.DestinationPortRange = "*";

        SetEnd(
            rule.Source,
            any => args.SourceAddressPrefix = any,
            prefixes => args.SourceAddressPrefixes = prefixes,
            named => args.SourceApplicationSecurityGroupIds = applicationGroup(named)
        );
        SetEnd(
            rule.Destination,
            any => args.DestinationAddressPrefix = any,
            prefixes => args.DestinationAddressPrefixes = prefixes,
            named => args.DestinationApplicationSecurityGroupIds = applicationGroup(named)
        );
        return new NetworkSecurityRule($"{group}.{rule.Name}", args, new CustomResourceOptions { Parent = parent });
    }

    private static void SetEnd(NsgEnd end, Action<string> any, Action<string[]> prefixes, Action<string> group)
    {
        switch (end)
        {
            case NsgEnd.Any:
                any("*");
                break;
            case NsgEnd.Prefixes { Cidrs: var cidrs }:
                prefixes([.. cidrs.Select(cidr => cidr.ToString())]);
                break;
            case NsgEnd.ApplicationGroup { Name: var name }:
                group(name);
                break;
            default:
                throw new InvalidOperationException($"an end that a security rule cannot express: {end}");
        }
    }
}
