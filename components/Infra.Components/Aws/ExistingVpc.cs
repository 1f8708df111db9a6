using System.Collections.Immutable;
using Infra.Core.Policy;
using Infra.Core.Spec.Existing;
using Pulumi;
using Ec2 = Pulumi.Aws.Ec2;

namespace Infra.Components.Aws;

/// <summary>
/// An existing VPC that others own. It is looked up, compared with the stack file and never modified: we manage none of its routes,
/// gateways, endpoints or access control lists, nor its default security group.
/// </summary>
internal sealed class ExistingVpc(string project, ProjectNetworkArgs args, ExpectedNetwork expected, Resource parent)
{
    private readonly ExistingNetworkSpec _network = expected.Written;

    // https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
    private const string ResolverAddress = "169.254.169.253";

    /// <exception cref="RunException">The network differs from the stack file; the message lists every difference.</exception>
    internal NetworkParts Create()
    {
        // Awaited rather than left to an output: a failed output fails again in every resource that depends on it, repeating the error a
        // hundred times. This way it is reported once, before anything is created.
        CheckAsync().GetAwaiter().GetResult();
        var subnets = args.Subnets.ToImmutableSortedDictionary(
            subnet => subnet.Key,
            subnet => Output.Create(_network.Subnets[subnet.Zone.Name].Id),
            StringComparer.Ordinal
        );
        // Only the project's own subnets: other traffic in the VPC is not ours to log.
        FlowLogs.Create(
            project,
            args,
            subnets.Select(subnet => ($"{project}-{subnet.Key}", (Action<Ec2.FlowLogArgs>)(log => log.SubnetId = subnet.Value))),
            parent
        );
        var none = ImmutableSortedDictionary.Create<string, Output<string>>(StringComparer.Ordinal);
        return new NetworkParts(
            Output.Create(_network.Id),
            subnets,
            RouteTableIds: none,
            NatAddresses: none,
            Ready: ImmutableSortedDictionary.Create<string, ImmutableArray<Resource>>(StringComparer.Ordinal)
        );
    }

    private async Task CheckAsync()
    {
        var options = new InvokeOptions { Parent = parent };
        var vpc = Ec2.GetVpc.InvokeAsync(new Ec2.GetVpcArgs { Id = _network.Id }, options);
        var subnets = await Task.WhenAll(_network.Subnets.Select(subnet => SubnetAsync(subnet.Key, subnet.Value.Id, options)))
            .ConfigureAwait(false);
        var seen = await vpc.ConfigureAwait(false);
        var nameServers = await NameServersAsync(seen.DhcpOptionsId, options).ConfigureAwait(false);
        var differences = expected.Differences(
            new SeenNetwork(seen.CidrBlock, seen.EnableDnsSupport)
            {
                NameServers = nameServers ?? [],
                HasNoNameServer = nameServers is { IsEmpty: true },
            },
            subnets.ToDictionary()
        );
        if (!differences.IsEmpty)
            throw new RunException(string.Join(Environment.NewLine, differences));
    }

    /// <summary>The DNS servers given to instances, by address; null if unknown, as in a preview without credentials.</summary>
    private static async Task<ImmutableArray<string>?> NameServersAsync(string? dhcpOptions, InvokeOptions options)
    {
        if (string.IsNullOrEmpty(dhcpOptions))
            return null;
        // The literal for "no option set": https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateDhcpOptions.html
        if (dhcpOptions == "default")
            return [];
        var seen = await Ec2
            .GetVpcDhcpOptions.InvokeAsync(new Ec2.GetVpcDhcpOptionsArgs { DhcpOptionsId = dhcpOptions }, options)
            .ConfigureAwait(false);
        // The cloud's own resolver may be given by keyword; its addresses differ per VPC.
        return seen.DomainNameServers.IsDefault
            ? null
            : [.. seen.DomainNameServers.Select(server => server == "AmazonProvidedDNS" ? ResolverAddress : server)];
    }

    private static async Task<KeyValuePair<string, SeenSubnet>> SubnetAsync(string zone, string id, InvokeOptions options)
    {
        var seen = await Ec2.GetSubnet.InvokeAsync(new Ec2.GetSubnetArgs { Id = id }, options).ConfigureAwait(false);
        return KeyValuePair.Create(zone, new SeenSubnet(seen.VpcId, seen.CidrBlock, seen.AvailabilityZone));
    }
}
