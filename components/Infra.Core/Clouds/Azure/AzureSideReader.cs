using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Clouds.Azure;

/// <summary>Reads the keys that identify a virtual network of another Azure subscription: part by part, or by its resource ID.</summary>
internal sealed partial class AzureSideReader(DiagnosticBag bag)
{
    private const string Example =
        "'/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/clients'";

    internal OtherSide.Azure? Read(MapReader keys, PeeringMode mode)
    {
        var tenant = PeerIds.Uuid(keys.Required("tenant", "tenant: 11111111-2222-4333-8444-555555555555"), "a tenant's id", bag);
        var app = ReadApp(keys, mode);
        var network = keys.Required("virtualNetwork", "virtualNetwork: clients");
        var place = network is TextNode.Scalar { Text: ['/', ..] } ? ById(keys, network) : ByParts(keys, network);
        return tenant is null || place is not { } found || (app is null && mode == PeeringMode.OneSided)
            ? null
            : new OtherSide.Azure(tenant, found.Subscription, found.Group, found.Network, app);
    }

    // Each half of a peering needs a permission on the other network, so we must know who creates the other half.
    private string? ReadApp(MapReader keys, PeeringMode mode) =>
        PeerIds.Uuid(
            mode == PeeringMode.OneSided ? keys.Required("app", "app: 11111111-2222-4333-8444-555555555555") : keys.Optional("app"),
            "an application's client ID",
            bag
        );

    private (string Subscription, string Group, string Network)? ByParts(MapReader keys, TextNode? network)
    {
        var subscription = PeerIds.Uuid(
            keys.Required("subscription", "subscription: 11111111-2222-4333-8444-555555555555"),
            "a subscription's id",
            bag
        );
        var group = PeerIds.Read(
            keys.Required("resourceGroup", "resourceGroup: network"),
            GroupForm(),
            "a resource group name",
            "'network': 1-90 letters, digits, ._-(), no dot last",
            bag
        );
        var name = PeerIds.Read(network, NetworkForm(), "a virtual network's name or resource ID", $"'clients' or {Example}", bag);
        return subscription is null || group is null || name is null ? null : (subscription, group, name);
    }

    private (string Subscription, string Group, string Network)? ById(MapReader keys, TextNode network)
    {
        var id = PeerIds.Read(network, IdForm(), "a virtual network's resource ID", Example, bag);
        foreach (var key in (string[])["subscription", "resourceGroup"])
        {
            if (keys.Optional(key) is { } node)
            {
                bag.Add(BadId.AlreadyInId(node.Owner, key));
            }
        }

        if (id is null)
        {
            return null;
        }

        var parts = id.Split('/');
        return (parts[2].ToLowerInvariant(), parts[4], parts[8]);
    }

    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
    private const string Group = @"[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]";
    private const string Network = @"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}[A-Za-z0-9_]";

    [GeneratedRegex(@"\A" + Group + @"\z")]
    private static partial Regex GroupForm();

    [GeneratedRegex(@"\A" + Network + @"\z")]
    private static partial Regex NetworkForm();

    [GeneratedRegex(
        @"\A/subscriptions/[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}/resourceGroups/"
            + Group
            + @"/providers/Microsoft\.Network/virtualNetworks/"
            + Network
            + @"\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex IdForm();
}
