using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.PeerContracts;
using Infra.Core.Spec;
using Infra.Core.Spec.Peerings;
using static Infra.Core.PeerContracts.CloudTerms;
using static Infra.Core.PeerContracts.ShellText;

namespace Infra.Core.Clouds.Azure;

/// <summary>
/// Azure: each side creates its half, for which it needs one permission on the other's network, across two directories.
/// https://learn.microsoft.com/azure/virtual-network/create-peering-different-subscriptions-service-principal
/// </summary>
public static class AzureTerms
{
    public const string OurTenant = "OUR_TENANT";
    public const string OurApp = "OUR_APP";
    public const string OurNetwork = "OUR_VIRTUAL_NETWORK_ID";
    public const string OurGroup = "OUR_RESOURCE_GROUP_ID";
    private const string Secret = "YOUR_APP_SECRET";
    private const string PeerAction = "Microsoft.Network/virtualNetworks/peer/action";

    /// <summary>The name of each half in its own network: the same on both sides, and unique to the project.</summary>
    public static string PeeringName(ProjectSpec spec, PeeringSpec peering) => CloudNames.Of(spec.Name, peering.Name);

    /// <summary>The values that follow from our network's resource ID and our directory ID.</summary>
    /// <param name="networkId"><c>/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…</c></param>
    /// <exception cref="ArgumentException">The ID is not valid.</exception>
    public static ImmutableDictionary<string, string> Known(string networkId, string tenant) =>
        networkId.Split('/')
            is ["", "subscriptions", var subscription, "resourceGroups", var group, "providers", "Microsoft.Network", "virtualNetworks", _]
            ? ImmutableDictionary<string, string>
                .Empty.Add(OurTenant, tenant)
                .Add(OurNetwork, networkId)
                .Add(OurGroup, $"/subscriptions/{subscription}/resourceGroups/{group}")
            : throw new ArgumentException($"'{networkId}' is not the id of a virtual network.", nameof(networkId));

    internal static CloudTerms Of(ProjectSpec spec, PeeringSpec peering, OtherSide.Azure other) =>
        new(
            [
                // From the operators and not from the stack: our half cannot be created before the other side permits it.
                Told(OurApp, "the client id of the application that makes our half"),
                Told(OurTenant, "the directory the project is in"),
                AfterUp(OurNetwork, "the project's virtual network"),
                .. peering.Mode == PeeringMode.OneSided
                    ?
                    [
                        AfterUp(OurGroup, "the resource group it is in"),
                        Yours(Secret, "a secret of your application; keep it out of files"),
                    ]
                    : Array.Empty<ContractValue>(),
            ],
            peering.Mode == PeeringMode.BothSides ? [Let()] : [.. Permit(spec, peering, other), Create(spec, peering, other), Let()],
            [
                $"The role has the one right '{PeerAction}': it makes a peering to your network, and reads or changes nothing in it.",
                "Traffic that others forward is refused, no gateway is shared: both are Azure's defaults, and are left so.",
            ],
            You(
                "End it",
                "Either side may, at any time and alone; remove the role as well.",
                $"az network vnet peering delete --name {PeeringName(spec, peering)} --subscription "
                    + $"{other.Subscription} --resource-group {Word(other.ResourceGroup)} --vnet-name "
                    + $"{Word(other.VirtualNetwork)}",
                $"az role assignment delete --role {Role(spec, peering)} --scope {Word(other.VirtualNetworkId)}",
                $"az role definition delete --name {Role(spec, peering)} --scope {Scope(other)}"
            )
        );

    private static ContractStep[] Permit(ProjectSpec spec, PeeringSpec peering, OtherSide.Azure other) =>
        [
            You(
                "Let our application be known",
                $"In your directory {other.Tenant}; it gets no right by this. Do this step and the next before we "
                    + "bring our half up: without them Azure refuses it.",
                $"az ad sp create --id {Variable(OurApp)}"
            ),
            You(
                "Give it the one right it needs",
                "A role of its own, on this one network.",
                [
                    $"az role definition create --role-definition {Word(Definition(RoleName(spec, peering), ScopeId(other)))}",
                    .. Assign(RoleName(spec, peering), Word(other.VirtualNetworkId), Variable(OurApp)),
                ]
            ),
            Us(
                "We give yours the same",
                $"In our directory, to your application {other.App}, on the project's network.",
                [
                    $"az ad sp create --id {other.App}",
                    // In double quotes: the shell expands the variable.
                    "az role definition create --role-definition \""
                        + Definition(OurRoleName(spec, peering), $"${OurGroup}").Replace("\"", "\\\"", StringComparison.Ordinal)
                        + "\"",
                    .. Assign(OurRoleName(spec, peering), Variable(OurNetwork), other.App!),
                ]
            ),
        ];

    private static string[] Assign(string role, string scope, string app) =>
        [
            $"az role assignment create --role {Word(role)} --scope {scope} \\",
            $"    --assignee-object-id \"$(az ad sp show --id {app} --query id --output tsv)\" --assignee-principal-type ServicePrincipal",
        ];

    private static string Definition(string role, string scope) =>
        $$"""{"Name":"{{role}}","IsCustom":true"""
        + $$""","Description":"Allows a peering to a virtual network, and nothing in it","Actions":"""
        + $$"""["{{PeerAction}}"],"AssignableScopes":["{{scope}}"]}""";

    private static ContractStep Create(ProjectSpec spec, PeeringSpec peering, OtherSide.Azure other) =>
        You(
            "Create your half",
            "Your application, which is one for several directories, logs in to both and then makes it. The peering "
                + "works when both halves are there.",
            [
                .. new[] { Variable(OurTenant), other.Tenant }.Select(tenant =>
                    $"az login --service-principal --username {other.App} --password {Variable(Secret)} --tenant "
                    + $"{tenant} && az account get-access-token --output none"
                ),
                $"az network vnet peering create --name {PeeringName(spec, peering)} --subscription "
                    + $"{other.Subscription} --resource-group {Word(other.ResourceGroup)} \\",
                $"    --vnet-name {Word(other.VirtualNetwork)} --remote-vnet {Variable(OurNetwork)} --allow-vnet-access",
            ]
        );

    private static ContractStep Let() =>
        You(
            "Let your clients out, and nothing in",
            "Azure's built-in rules let peered networks in (VirtualNetwork is all of them): a rule that denies the "
                + "project's network inbound costs nothing. Where you restrict what leaves, allow the ports below."
        );

    private static string RoleName(ProjectSpec spec, PeeringSpec peering) => CloudNames.Of(spec.Name, peering.Name, "peering");

    private static string OurRoleName(ProjectSpec spec, PeeringSpec peering) => CloudNames.Of(spec.Name, peering.Name, "peering", "back");

    private static string Role(ProjectSpec spec, PeeringSpec peering) => Word(RoleName(spec, peering));

    private static string Scope(OtherSide.Azure other) => Word(ScopeId(other));

    // Roles are defined for resource groups and above; the assignment narrows them to the network.
    private static string ScopeId(OtherSide.Azure other) => $"/subscriptions/{other.Subscription}/resourceGroups/{other.ResourceGroup}";
}
