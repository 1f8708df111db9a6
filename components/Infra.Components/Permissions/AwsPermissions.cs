using Infra.Core.Clouds;

namespace Infra.Components.Permissions;

/// <summary>
/// AWS: IAM actions required by the calls of terraform-provider-aws (which Pulumi's package wraps; 6.58.0 was followed call by call).
/// Calls made only for inputs that no component sets are left out. Every taggable resource carries the project's tags, so each also needs
/// the tagging actions.
/// </summary>
internal static class AwsPermissions
{
    private static readonly string[] Tagged = ["ec2:CreateTags", "ec2:DeleteTags"];

    internal static PermissionTable Table { get; } =
        new(
            CloudKind.Aws,
            "aws",
            [
                "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html",
                "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html",
                "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html",
                "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html",
                "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service",
            ],
            PermissionTables.Entries(
                new Dictionary<string, string[]>
                {
                    // The provider asks for its own identity.
                    ["pulumi:providers:aws"] = ["sts:GetCallerIdentity"],
                    ["aws:cloudwatch/logGroup:LogGroup"] =
                    [
                        "logs:CreateLogGroup",
                        "logs:DeleteLogGroup",
                        "logs:DeleteRetentionPolicy",
                        "logs:DescribeLogGroups",
                        "logs:ListTagsForResource",
                        "logs:PutRetentionPolicy",
                        "logs:TagResource",
                        "logs:UntagResource",
                    ],
                    ["aws:ebs/volume:Volume"] =
                    [
                        .. Tagged,
                        "ec2:CreateVolume",
                        "ec2:DeleteVolume",
                        "ec2:DescribeVolumes",
                        "ec2:ModifyVolume",
                    ],
                    // Its existing rules are read one by one and removed.
                    ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"] =
                    [
                        .. Tagged,
                        "ec2:AuthorizeSecurityGroupEgress",
                        "ec2:AuthorizeSecurityGroupIngress",
                        "ec2:DescribeSecurityGroupRules",
                        "ec2:DescribeSecurityGroups",
                        "ec2:RevokeSecurityGroupEgress",
                        "ec2:RevokeSecurityGroupIngress",
                    ],
                    ["aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"] =
                    [
                        .. Tagged,
                        "ec2:CreateEgressOnlyInternetGateway",
                        "ec2:DeleteEgressOnlyInternetGateway",
                        "ec2:DescribeEgressOnlyInternetGateways",
                    ],
                    ["aws:ec2/eip:Eip"] =
                    [
                        .. Tagged,
                        "ec2:AllocateAddress",
                        "ec2:AssociateAddress",
                        "ec2:DescribeAddresses",
                        "ec2:DescribeAddressesAttribute",
                        "ec2:DisassociateAddress",
                        "ec2:ReleaseAddress",
                    ],
                    // The role that writes the logs is passed to the service.
                    ["aws:ec2/flowLog:FlowLog"] =
                    [
                        .. Tagged,
                        "ec2:CreateFlowLogs",
                        "ec2:DeleteFlowLogs",
                        "ec2:DescribeFlowLogs",
                        "iam:PassRole",
                    ],
                    // The image describes its root device, and the network whether groups go by name; the root volume grows in place.
                    ["aws:ec2/instance:Instance"] =
                    [
                        .. Tagged,
                        "ec2:DescribeImages",
                        "ec2:DescribeInstanceAttribute",
                        "ec2:DescribeInstanceTypes",
                        "ec2:DescribeInstances",
                        "ec2:DescribeTags",
                        "ec2:DescribeVolumes",
                        "ec2:DescribeVolumesModifications",
                        "ec2:DescribeVpcs",
                        "ec2:ModifyInstanceAttribute",
                        "ec2:ModifyInstanceMetadataOptions",
                        "ec2:ModifyNetworkInterfaceAttribute",
                        "ec2:ModifyVolume",
                        "ec2:RunInstances",
                        "ec2:StartInstances",
                        "ec2:StopInstances",
                        "ec2:TerminateInstances",
                    ],
                    ["aws:ec2/internetGateway:InternetGateway"] =
                    [
                        .. Tagged,
                        "ec2:AttachInternetGateway",
                        "ec2:CreateInternetGateway",
                        "ec2:DeleteInternetGateway",
                        "ec2:DescribeInternetGateways",
                        "ec2:DetachInternetGateway",
                    ],
                    ["aws:ec2/keyPair:KeyPair"] = [.. Tagged, "ec2:DeleteKeyPair", "ec2:DescribeKeyPairs", "ec2:ImportKeyPair"],
                    ["aws:ec2/managedPrefixList:ManagedPrefixList"] =
                    [
                        .. Tagged,
                        "ec2:CreateManagedPrefixList",
                        "ec2:DeleteManagedPrefixList",
                        "ec2:DescribeManagedPrefixLists",
                        "ec2:GetManagedPrefixListEntries",
                        "ec2:ModifyManagedPrefixList",
                    ],
                    ["aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"] =
                    [
                        "ec2:DescribeManagedPrefixLists",
                        "ec2:GetManagedPrefixListEntries",
                        "ec2:ModifyManagedPrefixList",
                    ],
                    ["aws:ec2/natGateway:NatGateway"] =
                    [
                        .. Tagged,
                        "ec2:CreateNatGateway",
                        "ec2:DeleteNatGateway",
                        "ec2:DescribeNatGateways",
                    ],
                    ["aws:ec2/networkAcl:NetworkAcl"] =
                    [
                        .. Tagged,
                        "ec2:CreateNetworkAcl",
                        "ec2:CreateNetworkAclEntry",
                        "ec2:DeleteNetworkAcl",
                        "ec2:DeleteNetworkAclEntry",
                        "ec2:DescribeNetworkAcls",
                        "ec2:ReplaceNetworkAclAssociation",
                    ],
                    ["aws:ec2/networkAclAssociation:NetworkAclAssociation"] =
                    [
                        "ec2:DescribeNetworkAcls",
                        "ec2:ReplaceNetworkAclAssociation",
                    ],
                    ["aws:ec2/networkAclRule:NetworkAclRule"] =
                    [
                        "ec2:CreateNetworkAclEntry",
                        "ec2:DeleteNetworkAclEntry",
                        "ec2:DescribeNetworkAcls",
                    ],
                    ["aws:ec2/peeringConnectionOptions:PeeringConnectionOptions"] =
                    [
                        "ec2:DescribeVpcPeeringConnections",
                        "ec2:ModifyVpcPeeringConnectionOptions",
                    ],
                    ["aws:ec2/placementGroup:PlacementGroup"] =
                    [
                        .. Tagged,
                        "ec2:CreatePlacementGroup",
                        "ec2:DeletePlacementGroup",
                        "ec2:DescribePlacementGroups",
                    ],
                    ["aws:ec2/route:Route"] = ["ec2:CreateRoute", "ec2:DeleteRoute", "ec2:DescribeRouteTables", "ec2:ReplaceRoute"],
                    // Remaining associations are removed before it is deleted.
                    ["aws:ec2/routeTable:RouteTable"] =
                    [
                        .. Tagged,
                        "ec2:CreateRouteTable",
                        "ec2:DeleteRouteTable",
                        "ec2:DescribeRouteTables",
                        "ec2:DisassociateRouteTable",
                    ],
                    ["aws:ec2/routeTableAssociation:RouteTableAssociation"] =
                    [
                        "ec2:AssociateRouteTable",
                        "ec2:DescribeRouteTables",
                        "ec2:DisassociateRouteTable",
                        "ec2:ReplaceRouteTableAssociation",
                    ],
                    // A new group allows all egress: the provider removes that rule first.
                    ["aws:ec2/securityGroup:SecurityGroup"] =
                    [
                        .. Tagged,
                        "ec2:CreateSecurityGroup",
                        "ec2:DeleteSecurityGroup",
                        "ec2:DescribeNetworkInterfaces",
                        "ec2:DescribeSecurityGroups",
                        "ec2:RevokeSecurityGroupEgress",
                    ],
                    ["aws:ec2/subnet:Subnet"] =
                    [
                        .. Tagged,
                        "ec2:CreateSubnet",
                        "ec2:DeleteSubnet",
                        "ec2:DescribeNetworkInterfaces",
                        "ec2:DescribeSubnets",
                        "ec2:ModifySubnetAttribute",
                    ],
                    ["aws:ec2/volumeAttachment:VolumeAttachment"] =
                    [
                        "ec2:AttachVolume",
                        "ec2:DescribeInstances",
                        "ec2:DescribeVolumes",
                        "ec2:DetachVolume",
                    ],
                    // A VPC's defaults are read with it: ACL, route table and group.
                    ["aws:ec2/vpc:Vpc"] =
                    [
                        .. Tagged,
                        "ec2:CreateVpc",
                        "ec2:DeleteVpc",
                        "ec2:DescribeNetworkAcls",
                        "ec2:DescribeRouteTables",
                        "ec2:DescribeSecurityGroups",
                        "ec2:DescribeVpcAttribute",
                        "ec2:DescribeVpcs",
                        "ec2:ModifyVpcAttribute",
                    ],
                    ["aws:ec2/vpcEndpoint:VpcEndpoint"] =
                    [
                        .. Tagged,
                        "ec2:CreateVpcEndpoint",
                        "ec2:DeleteVpcEndpoints",
                        "ec2:DescribePrefixLists",
                        "ec2:DescribeVpcEndpoints",
                        "ec2:ModifyVpcEndpoint",
                    ],
                    ["aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation"] =
                    [
                        "ec2:DescribeVpcEndpoints",
                        "ec2:ModifyVpcEndpoint",
                    ],
                    ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection"] =
                    [
                        .. Tagged,
                        "ec2:AcceptVpcPeeringConnection",
                        "ec2:CreateVpcPeeringConnection",
                        "ec2:DeleteVpcPeeringConnection",
                        "ec2:DescribeVpcPeeringConnections",
                        "ec2:ModifyVpcPeeringConnectionOptions",
                    ],
                    ["aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter"] =
                    [
                        .. Tagged,
                        "ec2:AcceptVpcPeeringConnection",
                        "ec2:DescribeVpcPeeringConnections",
                        "ec2:ModifyVpcPeeringConnectionOptions",
                    ],
                    ["aws:iam/role:Role"] =
                    [
                        "iam:CreateRole",
                        "iam:DeleteRole",
                        "iam:GetRole",
                        "iam:GetRolePolicy",
                        "iam:ListAttachedRolePolicies",
                        "iam:ListInstanceProfilesForRole",
                        "iam:ListRolePolicies",
                        "iam:PutRolePermissionsBoundary",
                        "iam:TagRole",
                        "iam:UntagRole",
                        "iam:UpdateAssumeRolePolicy",
                        "iam:UpdateRole",
                        "iam:UpdateRoleDescription",
                    ],
                    ["aws:iam/rolePolicy:RolePolicy"] = ["iam:DeleteRolePolicy", "iam:GetRolePolicy", "iam:PutRolePolicy"],
                    ["aws:route53/record:Record"] =
                    [
                        "route53:ChangeResourceRecordSets",
                        "route53:GetChange",
                        "route53:GetHostedZone",
                        "route53:ListResourceRecordSets",
                    ],
                    ["aws:route53/zone:Zone"] =
                    [
                        "route53:ChangeResourceRecordSets",
                        "route53:ChangeTagsForResource",
                        "route53:CreateHostedZone",
                        "route53:DeleteHostedZone",
                        "route53:GetChange",
                        "route53:GetDNSSEC",
                        "route53:GetHostedZone",
                        "route53:ListResourceRecordSets",
                        "route53:ListTagsForResource",
                        "route53:UpdateHostedZoneComment",
                    ],
                    ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"] =
                    [
                        .. Tagged,
                        "ec2:AuthorizeSecurityGroupEgress",
                        "ec2:DescribeSecurityGroupRules",
                        "ec2:ModifySecurityGroupRules",
                        "ec2:RevokeSecurityGroupEgress",
                    ],
                    ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"] =
                    [
                        .. Tagged,
                        "ec2:AuthorizeSecurityGroupIngress",
                        "ec2:DescribeSecurityGroupRules",
                        "ec2:ModifySecurityGroupRules",
                        "ec2:RevokeSecurityGroupIngress",
                    ],
                    ["aws:ec2/getAmi:getAmi"] = ["ec2:DescribeImages"],
                    ["aws:ec2/getSubnet:getSubnet"] = ["ec2:DescribeSubnets"],
                    ["aws:ec2/getVpc:getVpc"] = ["ec2:DescribeRouteTables", "ec2:DescribeVpcAttribute", "ec2:DescribeVpcs"],
                    ["aws:ec2/getVpcDhcpOptions:getVpcDhcpOptions"] = ["ec2:DescribeDhcpOptions"],
                    ["aws:index/getAvailabilityZones:getAvailabilityZones"] = ["ec2:DescribeAvailabilityZones"],
                    ["aws:index/getCallerIdentity:getCallerIdentity"] = ["sts:GetCallerIdentity"],
                    ["aws:route53/getZone:getZone"] =
                    [
                        "route53:GetHostedZone",
                        "route53:ListHostedZones",
                        "route53:ListResourceRecordSets",
                        "route53:ListTagsForResource",
                    ],
                }
            )
        )
        {
            Writer = PermissionPolicy.Aws,
            // https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html#ebs-encryption-permissions
            DiskKeyActions =
            [
                "kms:CreateGrant",
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:GenerateDataKeyWithoutPlaintext",
                "kms:ReEncryptFrom",
                "kms:ReEncryptTo",
            ],
        };
}
