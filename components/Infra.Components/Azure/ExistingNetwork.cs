using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Policy;
using Infra.Core.Spec.Existing;
using Pulumi;
using Pulumi.Azure.Network;

namespace Infra.Components.Azure;

/// <summary>
/// An existing virtual network that others own. It is looked up, compared with the stack file and never modified: we manage none of its
/// subnets, NAT gateways or route tables, nor what is associated with its subnets.
/// </summary>
internal sealed class ExistingNetwork(ProjectNetworkArgs args, ExpectedNetwork expected, Resource parent)
{
    private readonly ExistingNetworkSpec _network = expected.Written;
    private readonly VirtualNetworkId _id = VirtualNetworkId.Parse(expected.Written.Id);
    private readonly InvokeOptions _options = new() { Parent = parent };

    /// <exception cref="RunException">The network differs from the stack file; the message lists every difference.</exception>
    internal NetworkParts Create()
    {
        // Awaited rather than left to an output: an error is reported once, before anything is created.
        var (id, subnets) = LookUpAsync().GetAwaiter().GetResult();
        return new NetworkParts(
            Output.Create(id),
            Output.Create(_id.Name),
            args.Subnets.ToImmutableSortedDictionary(
                subnet => subnet.Key,
                subnet => Output.Create(subnets[subnet.Zone.Name]),
                StringComparer.Ordinal
            ),
            NatAddresses: ImmutableSortedDictionary.Create<string, Output<string>>(StringComparer.Ordinal),
            Ready: ImmutableSortedDictionary.Create<string, ImmutableArray<Resource>>(StringComparer.Ordinal)
        );
    }

    private async Task<(string Id, Dictionary<string, string> Subnets)> LookUpAsync()
    {
        var asked = GetVirtualNetwork.InvokeAsync(
            new GetVirtualNetworkArgs { Name = _id.Name, ResourceGroupName = _id.ResourceGroup },
            _options
        );
        var subnets = await Task.WhenAll(_network.Subnets.Select(subnet => SubnetAsync(subnet.Key, subnet.Value.Id))).ConfigureAwait(false);
        var seen = await asked.ConfigureAwait(false);
        var described = new SeenNetwork(Cidr: null, Resolves: null)
        {
            // A lookup by name searches the subscription of the credentials, which may contain another network of that name.
            Id = seen.Id,
            Region = seen.Location,
            AddressSpace = OrNone(seen.AddressSpaces),
            NameServers = OrNone(seen.DnsServers),
        };
        var differences = expected.Differences(
            described,
            subnets.ToDictionary(subnet => subnet.Zone, subnet => new SeenSubnet(NetworkId: null, Cidr(subnet.Seen), Zone: null))
        );
        if (!differences.IsEmpty)
            throw new RunException(string.Join(Environment.NewLine, differences));

        // Without credentials, a preview knows only the IDs in the stack file.
        return (
            seen.Id ?? _network.Id,
            subnets.ToDictionary(
                subnet => subnet.Zone,
                subnet => subnet.Seen.Id ?? $"{_network.Id}/subnets/{_network.Subnets[subnet.Zone].Id}"
            )
        );
    }

    private async Task<(string Zone, GetSubnetResult Seen)> SubnetAsync(string zone, string name) =>
        (
            zone,
            await GetSubnet
                .InvokeAsync(
                    new GetSubnetArgs
                    {
                        Name = name,
                        VirtualNetworkName = _id.Name,
                        ResourceGroupName = _id.ResourceGroup,
                    },
                    _options
                )
                .ConfigureAwait(false)
        );

    /// <summary>Nodes have IPv4 addresses; a subnet may also have an IPv6 range.</summary>
    private static string? Cidr(GetSubnetResult seen)
    {
        var networks = OrNone(seen.AddressPrefixes)
            .Where(prefix => !Infra.Core.Addressing.Cidr.TryParse(prefix, out var known) || known.Value.Family == IpFamily.V4)
            .ToArray();
        return networks.Length == 0 ? null : string.Join(", ", networks);
    }

    // The SDK returns a default array for what the cloud leaves out.
    private static ImmutableArray<string> OrNone(ImmutableArray<string> values) => values.IsDefault ? [] : values;
}
