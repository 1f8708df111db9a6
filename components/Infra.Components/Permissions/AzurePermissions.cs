using Infra.Core.Clouds;

namespace Infra.Components.Permissions;

/// <summary>
/// Azure: resource provider operations required by the calls of terraform-provider-azurerm (which Pulumi's classic package wraps; 4.81.0
/// was read). A resource that refers to another also needs that one's `join`.
/// </summary>
internal static class AzurePermissions
{
    private const string Asg = "Microsoft.Network/applicationSecurityGroups";
    private const string Dns = "Microsoft.Network/dnsZones";
    private const string Interface = "Microsoft.Network/networkInterfaces";
    private const string Machine = "Microsoft.Compute/virtualMachines";
    private const string Nsg = "Microsoft.Network/networkSecurityGroups";
    private const string Prefix = "Microsoft.Network/publicIPPrefixes";
    private const string Subnet = "Microsoft.Network/virtualNetworks/subnets";

    internal static PermissionTable Table { get; } =
        new(
            CloudKind.Azure,
            "azure",
            [
                "https://learn.microsoft.com/azure/role-based-access-control/permissions/compute",
                "https://learn.microsoft.com/azure/role-based-access-control/permissions/networking",
                "https://learn.microsoft.com/azure/role-based-access-control/permissions/identity",
                "https://learn.microsoft.com/azure/role-based-access-control/permissions/management-and-governance",
                "https://github.com/hashicorp/terraform-provider-azurerm/tree/main/internal/services",
            ],
            PermissionTables.Entries(
                new Dictionary<string, string[]>
                {
                    // The provider lists the subscription's registrations, and registers what is missing.
                    ["pulumi:providers:azure"] =
                    [
                        "Microsoft.Compute/register/action",
                        "Microsoft.ManagedIdentity/register/action",
                        "Microsoft.Network/register/action",
                        "Microsoft.Resources/subscriptions/providers/read",
                        "Microsoft.Resources/subscriptions/read",
                    ],
                    ["azure:authorization/assignment:Assignment"] =
                    [
                        .. All("Microsoft.Authorization/roleAssignments"),
                        "Microsoft.Authorization/roleDefinitions/read",
                    ],
                    ["azure:authorization/roleDefinition:RoleDefinition"] = All("Microsoft.Authorization/roleDefinitions"),
                    ["azure:authorization/userAssignedIdentity:UserAssignedIdentity"] = All(
                        "Microsoft.ManagedIdentity/userAssignedIdentities"
                    ),
                    ["azure:compute/dataDiskAttachment:DataDiskAttachment"] =
                    [
                        "Microsoft.Compute/disks/read",
                        "Microsoft.Compute/disks/write",
                        $"{Machine}/read",
                        $"{Machine}/write",
                    ],
                    // Its OS disk is a separate resource, deleted with it. Before any change the provider checks whether the machine is
                    // running, and for most changes switches it off and on again.
                    ["azure:compute/linuxVirtualMachine:LinuxVirtualMachine"] =
                    [
                        .. All(Machine),
                        $"{Machine}/deallocate/action",
                        $"{Machine}/instanceView/read",
                        $"{Machine}/powerOff/action",
                        $"{Machine}/start/action",
                        $"{Machine}/vmSizes/read",
                        "Microsoft.Compute/disks/delete",
                        "Microsoft.Compute/disks/read",
                        "Microsoft.Compute/disks/write",
                        "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
                        $"{Interface}/join/action",
                        $"{Interface}/read",
                        "Microsoft.Network/publicIPAddresses/read",
                    ],
                    // Before growing a disk, the provider checks whether machine and size support it online.
                    ["azure:compute/managedDisk:ManagedDisk"] =
                    [
                        .. All("Microsoft.Compute/disks"),
                        "Microsoft.Compute/skus/read",
                        $"{Machine}/read",
                    ],
                    // The provider checks that it is empty before deleting it.
                    ["azure:core/resourceGroup:ResourceGroup"] =
                    [
                        .. All("Microsoft.Resources/subscriptions/resourceGroups"),
                        "Microsoft.Resources/subscriptions/resourceGroups/resources/read",
                    ],
                    ["azure:dns/aRecord:ARecord"] = [.. All($"{Dns}/A"), $"{Dns}/read"],
                    ["azure:dns/aaaaRecord:AaaaRecord"] = [.. All($"{Dns}/AAAA"), $"{Dns}/read"],
                    ["azure:dns/cNameRecord:CNameRecord"] = [.. All($"{Dns}/CNAME"), $"{Dns}/read"],
                    ["azure:dns/zone:Zone"] = [.. All(Dns), $"{Dns}/SOA/read", $"{Dns}/SOA/write"],
                    ["azure:management/lock:Lock"] = All("Microsoft.Authorization/locks"),
                    ["azure:network/applicationSecurityGroup:ApplicationSecurityGroup"] = All(Asg),
                    ["azure:network/natGateway:NatGateway"] = All("Microsoft.Network/natGateways"),
                    ["azure:network/natGatewayPublicIpAssociation:NatGatewayPublicIpAssociation"] =
                    [
                        "Microsoft.Network/natGateways/read",
                        "Microsoft.Network/natGateways/write",
                        "Microsoft.Network/publicIPAddresses/join/action",
                        "Microsoft.Network/publicIPAddresses/read",
                    ],
                    ["azure:network/natGatewayPublicIpPrefixAssociation:NatGatewayPublicIpPrefixAssociation"] =
                    [
                        "Microsoft.Network/natGateways/read",
                        "Microsoft.Network/natGateways/write",
                        $"{Prefix}/join/action",
                        $"{Prefix}/read",
                    ],
                    // A change of its tags or addresses rewrites it completely, including its group memberships.
                    ["azure:network/networkInterface:NetworkInterface"] =
                    [
                        .. All(Interface),
                        $"{Asg}/joinIpConfiguration/action",
                        $"{Nsg}/join/action",
                        $"{Subnet}/join/action",
                        $"{Subnet}/read",
                    ],
                    [
                        "azure:network"
                            + "/networkInterfaceApplicationSecurityGroupAssociation:NetworkInterfaceApplicationSecurityGroupAssociation"
                    ] =
                    [
                        $"{Asg}/joinIpConfiguration/action",
                        $"{Asg}/read",
                        $"{Interface}/read",
                        $"{Interface}/write",
                        $"{Subnet}/join/action",
                    ],
                    ["azure:network/networkInterfaceSecurityGroupAssociation:NetworkInterfaceSecurityGroupAssociation"] =
                    [
                        $"{Interface}/read",
                        $"{Interface}/write",
                        $"{Nsg}/join/action",
                        $"{Nsg}/read",
                        $"{Subnet}/join/action",
                    ],
                    ["azure:network/networkSecurityGroup:NetworkSecurityGroup"] = [.. All(Nsg), $"{Asg}/joinNetworkSecurityRule/action"],
                    ["azure:network/networkSecurityRule:NetworkSecurityRule"] =
                    [
                        .. All($"{Nsg}/securityRules"),
                        $"{Asg}/joinNetworkSecurityRule/action",
                    ],
                    // Attaching it to an interface requires permission to join it.
                    ["azure:network/publicIp:PublicIp"] =
                    [
                        .. All("Microsoft.Network/publicIPAddresses"),
                        "Microsoft.Network/publicIPAddresses/join/action",
                        $"{Prefix}/join/action",
                    ],
                    ["azure:network/publicIpPrefix:PublicIpPrefix"] = All(Prefix),
                    ["azure:network/route:Route"] = All("Microsoft.Network/routeTables/routes"),
                    ["azure:network/routeTable:RouteTable"] = All("Microsoft.Network/routeTables"),
                    ["azure:network/subnet:Subnet"] = [.. All(Subnet), "Microsoft.Network/virtualNetworks/read"],
                    // Each is written into the subnet, whose other associations are written with it.
                    ["azure:network/subnetNatGatewayAssociation:SubnetNatGatewayAssociation"] = SubnetAssociation,
                    ["azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation"] = SubnetAssociation,
                    ["azure:network/subnetRouteTableAssociation:SubnetRouteTableAssociation"] = SubnetAssociation,
                    ["azure:network/virtualNetwork:VirtualNetwork"] = All("Microsoft.Network/virtualNetworks"),
                    ["azure:network/virtualNetworkPeering:VirtualNetworkPeering"] =
                    [
                        .. All("Microsoft.Network/virtualNetworks/virtualNetworkPeerings"),
                        "Microsoft.Network/virtualNetworks/peer/action",
                        "Microsoft.Network/virtualNetworks/read",
                    ],
                    ["azure:compute/getPlatformImage:getPlatformImage"] =
                    [
                        "Microsoft.Compute/locations/publishers/artifacttypes/offers/skus/versions/read",
                    ],
                    ["azure:core/getClientConfig:getClientConfig"] = [],
                    ["azure:dns/getZone:getZone"] = [$"{Dns}/read"],
                    ["azure:network/getSubnet:getSubnet"] = [$"{Subnet}/read"],
                    ["azure:network/getVirtualNetwork:getVirtualNetwork"] = ["Microsoft.Network/virtualNetworks/read"],
                }
            )
        )
        {
            // Using the key is the set's own identity's.
            DiskKeyActions = ["Microsoft.Compute/diskEncryptionSets/read"],
            Writer = (actions, _) => PermissionPolicy.Azure(actions),
        };

    private static string[] SubnetAssociation =>
        [
            "Microsoft.Network/natGateways/join/action",
            $"{Nsg}/join/action",
            "Microsoft.Network/routeTables/join/action",
            $"{Subnet}/read",
            $"{Subnet}/write",
            "Microsoft.Network/virtualNetworks/read",
        ];

    private static string[] All(string type) => [$"{type}/delete", $"{type}/read", $"{type}/write"];
}
