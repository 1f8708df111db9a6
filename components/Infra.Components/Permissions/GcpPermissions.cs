using Infra.Core.Clouds;

namespace Infra.Components.Permissions;

/// <summary>
/// GCP: IAM permissions required by the calls of terraform-provider-google-beta (which Pulumi's package wraps; 7.45.0 was read); each is
/// in one of Google's predefined roles.
/// </summary>
internal static class GcpPermissions
{
    // Every change is an operation to wait for, global, regional or zonal.
    private const string Everywhere = "compute.globalOperations.get";
    private const string Regional = "compute.regionOperations.get";
    private const string Zonal = "compute.zoneOperations.get";

    internal static PermissionTable Table { get; } =
        new(
            CloudKind.Gcp,
            "gcp",
            [
                "https://cloud.google.com/iam/docs/permissions-reference",
                "https://cloud.google.com/compute/docs/access/iam-permissions",
                "https://cloud.google.com/dns/docs/access-control",
                "https://github.com/hashicorp/terraform-provider-google/tree/main/google/services",
            ],
            PermissionTables.Entries(
                new Dictionary<string, string[]>
                {
                    ["pulumi:providers:gcp"] = ["resourcemanager.projects.get"],
                    // An instance with an external address requires more than one without.
                    ["gcp:compute/address:Address"] =
                    [
                        Regional,
                        "compute.addresses.create",
                        "compute.addresses.delete",
                        "compute.addresses.get",
                        "compute.addresses.setLabels",
                        "compute.addresses.use",
                        "compute.instances.addAccessConfig",
                        "compute.instances.deleteAccessConfig",
                        "compute.subnetworks.useExternalIp",
                    ],
                    ["gcp:compute/attachedDisk:AttachedDisk"] =
                    [
                        Zonal,
                        "compute.disks.use",
                        "compute.instances.attachDisk",
                        "compute.instances.detachDisk",
                        "compute.instances.get",
                    ],
                    ["gcp:compute/disk:Disk"] =
                    [
                        Zonal,
                        "compute.disks.create",
                        "compute.disks.delete",
                        "compute.disks.get",
                        "compute.disks.resize",
                        "compute.disks.setLabels",
                        "compute.disks.update",
                    ],
                    // A rule that names a service account requires permission to act as it.
                    ["gcp:compute/firewall:Firewall"] =
                    [
                        Everywhere,
                        "compute.firewalls.create",
                        "compute.firewalls.delete",
                        "compute.firewalls.get",
                        "compute.firewalls.update",
                        "compute.networks.updatePolicy",
                        "iam.serviceAccounts.actAs",
                    ],
                    ["gcp:compute/instance:Instance"] =
                    [
                        Zonal,
                        "compute.addresses.useInternal",
                        "compute.disks.create",
                        "compute.disks.get",
                        "compute.disks.setLabels",
                        "compute.disks.use",
                        "compute.instances.create",
                        "compute.instances.delete",
                        "compute.instances.get",
                        "compute.instances.setDeletionProtection",
                        "compute.instances.setLabels",
                        "compute.instances.setMetadata",
                        "compute.instances.setScheduling",
                        "compute.instances.setServiceAccount",
                        "compute.instances.setTags",
                        "compute.instances.start",
                        "compute.instances.stop",
                        "compute.instances.updateNetworkInterface",
                        "compute.instances.updateShieldedInstanceConfig",
                        "compute.networks.use",
                        "compute.subnetworks.use",
                        "iam.serviceAccounts.actAs",
                    ],
                    ["gcp:compute/network:Network"] =
                    [
                        Everywhere,
                        "compute.networks.create",
                        "compute.networks.delete",
                        "compute.networks.get",
                        "compute.networks.update",
                        "compute.networks.updatePolicy",
                        "compute.routes.delete",
                        "compute.routes.list",
                    ],
                    ["gcp:compute/networkFirewallPolicy:NetworkFirewallPolicy"] =
                    [
                        Everywhere,
                        "compute.firewallPolicies.create",
                        "compute.firewallPolicies.delete",
                        "compute.firewallPolicies.get",
                        "compute.firewallPolicies.update",
                    ],
                    ["gcp:compute/networkFirewallPolicyAssociation:NetworkFirewallPolicyAssociation"] =
                    [
                        Everywhere,
                        "compute.firewallPolicies.get",
                        "compute.firewallPolicies.use",
                        "compute.networks.setFirewallPolicy",
                    ],
                    ["gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule"] =
                    [
                        Everywhere,
                        "compute.firewallPolicies.get",
                        "compute.firewallPolicies.update",
                        "iam.serviceAccounts.actAs",
                    ],
                    ["gcp:compute/networkPeering:NetworkPeering"] =
                    [
                        Everywhere,
                        "compute.networks.addPeering",
                        "compute.networks.get",
                        "compute.networks.removePeering",
                        "compute.networks.updatePeering",
                    ],
                    ["gcp:compute/networkPeeringRoutesConfig:NetworkPeeringRoutesConfig"] =
                    [
                        Everywhere,
                        "compute.networks.get",
                        "compute.networks.updatePeering",
                    ],
                    ["gcp:compute/route:Route"] =
                    [
                        Everywhere,
                        "compute.networks.updatePolicy",
                        "compute.routes.create",
                        "compute.routes.delete",
                        "compute.routes.get",
                    ],
                    ["gcp:compute/router:Router"] =
                    [
                        Regional,
                        "compute.networks.updatePolicy",
                        "compute.routers.create",
                        "compute.routers.delete",
                        "compute.routers.get",
                        "compute.routers.update",
                    ],
                    // A NAT is part of its router.
                    ["gcp:compute/routerNat:RouterNat"] =
                    [
                        Regional,
                        "compute.addresses.use",
                        "compute.routers.get",
                        "compute.routers.update",
                        "compute.subnetworks.use",
                    ],
                    ["gcp:compute/subnetwork:Subnetwork"] =
                    [
                        Regional,
                        "compute.networks.updatePolicy",
                        "compute.subnetworks.create",
                        "compute.subnetworks.delete",
                        "compute.subnetworks.expandIpCidrRange",
                        "compute.subnetworks.get",
                        "compute.subnetworks.setPrivateIpGoogleAccess",
                        "compute.subnetworks.update",
                    ],
                    ["gcp:dns/managedZone:ManagedZone"] =
                    [
                        "dns.managedZones.create",
                        "dns.managedZones.delete",
                        "dns.managedZones.get",
                        "dns.managedZones.update",
                    ],
                    ["gcp:dns/recordSet:RecordSet"] =
                    [
                        "dns.changes.create",
                        "dns.changes.get",
                        "dns.resourceRecordSets.create",
                        "dns.resourceRecordSets.delete",
                        "dns.resourceRecordSets.get",
                        "dns.resourceRecordSets.list",
                        "dns.resourceRecordSets.update",
                    ],
                    ["gcp:projects/iAMMember:IAMMember"] =
                    [
                        "resourcemanager.projects.getIamPolicy",
                        "resourcemanager.projects.setIamPolicy",
                    ],
                    ["gcp:serviceaccount/account:Account"] =
                    [
                        "iam.serviceAccounts.create",
                        "iam.serviceAccounts.delete",
                        "iam.serviceAccounts.disable",
                        "iam.serviceAccounts.enable",
                        "iam.serviceAccounts.get",
                        "iam.serviceAccounts.update",
                    ],
                    // Everyone may read public images; these are for images of one's own project.
                    ["gcp:compute/getImage:getImage"] =
                    [
                        "compute.images.get",
                        "compute.images.getFromFamily",
                        "compute.images.useReadOnly",
                    ],
                    ["gcp:compute/getNetwork:getNetwork"] = ["compute.networks.get"],
                    ["gcp:compute/getSubnetwork:getSubnetwork"] = ["compute.subnetworks.get"],
                    ["gcp:compute/getZones:getZones"] = ["compute.zones.list"],
                    ["gcp:dns/getManagedZone:getManagedZone"] = ["dns.managedZones.get"],
                }
            )
        )
        {
            Writer = (actions, _) => PermissionPolicy.Gcp(actions),
        };
}
