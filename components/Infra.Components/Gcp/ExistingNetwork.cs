using System.Collections.Immutable;
using Infra.Core.Policy;
using Infra.Core.Spec.Existing;
using Pulumi;
using Compute = Pulumi.Gcp.Compute;

namespace Infra.Components.Gcp;

/// <summary>
/// An existing network that others own. It is looked up, compared with the stack file and never modified: we manage none of its
/// subnetworks, routes, routers or NAT.
/// </summary>
internal sealed class ExistingNetwork(ProjectNetworkArgs args, ExpectedNetwork expected, Resource parent)
{
    private readonly ExistingNetworkSpec _network = expected.Written;
    private readonly InvokeOptions _options = new() { Parent = parent };

    /// <exception cref="RunException">The network differs from the stack file; the message lists every difference.</exception>
    internal NetworkParts Create()
    {
        // Awaited rather than left to an output: an error is reported once, before anything is created.
        var (link, links) = LookUpAsync().GetAwaiter().GetResult();
        return new NetworkParts(
            Output.Create(link),
            args.Subnets.ToImmutableSortedDictionary(
                subnet => subnet.Key,
                subnet => Output.Create(links[subnet.Zone.Name]),
                StringComparer.Ordinal
            ),
            NatAddresses: ImmutableSortedDictionary.Create<string, Output<string>>(StringComparer.Ordinal),
            Ready: ImmutableSortedDictionary.Create<string, ImmutableArray<Resource>>(StringComparer.Ordinal)
        );
    }

    private async Task<(string Link, Dictionary<string, string> Links)> LookUpAsync()
    {
        var asked = Compute.GetNetwork.InvokeAsync(new Compute.GetNetworkArgs { Name = _network.Id }, _options);
        var subnets = await Task.WhenAll(_network.Subnets.Select(subnet => SubnetAsync(subnet.Key, subnet.Value.Id))).ConfigureAwait(false);
        var seen = await asked.ConfigureAwait(false);
        var differences = expected.Differences(
            // A network on GCP has no CIDR of its own, and its resolver cannot be disabled.
            new SeenNetwork(Cidr: null, Resolves: null),
            subnets.ToDictionary(
                subnet => subnet.Zone,
                subnet => new SeenSubnet(NameOf(subnet.Seen.Network, seen.SelfLink), subnet.Seen.IpCidrRange, Zone: null)
            )
        );
        if (!differences.IsEmpty)
            throw new RunException(string.Join(Environment.NewLine, differences));

        // Without credentials, a preview knows no links; a name works just as well.
        return (
            seen.SelfLink ?? _network.Id,
            subnets.ToDictionary(subnet => subnet.Zone, subnet => subnet.Seen.SelfLink ?? _network.Subnets[subnet.Zone].Id)
        );
    }

    private async Task<(string Zone, Compute.GetSubnetworkResult Seen)> SubnetAsync(string zone, string name) =>
        (
            zone,
            await Compute
                .GetSubnetwork.InvokeAsync(new Compute.GetSubnetworkArgs { Name = name, Region = args.Region }, _options)
                .ConfigureAwait(false)
        );

    /// <summary>The stack file's name for the network a subnetwork reports, or that network's path.</summary>
    private string? NameOf(string? link, string? ours) => Path(link) is { } path && path == Path(ours) ? _network.Id : Path(link);

    // Links may differ in the API's host and version and still mean the same.
    private static string? Path(string? link) => link?[Math.Max(0, link.IndexOf("projects/", StringComparison.Ordinal))..];
}
