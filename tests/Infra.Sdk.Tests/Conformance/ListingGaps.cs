namespace Infra.Sdk.Tests.Conformance;

/// <summary>
/// What the real packages have and the listings lack: they were cut to the types needed at the time, and azure's and gcp's were printed
/// from 6.39.0 and 9.35.0. The generator produces these by the rules that predict all listed ones. A type named here that a newer listing
/// has is compared all the same.
/// </summary>
public static class ListingGaps
{
    /// <summary>Includes their Args, State and nested types, which share the prefix.</summary>
    private static readonly string[] Types =
    [
        "Pulumi.Aws.CloudWatch.LogGroup",
        "Pulumi.Aws.Ebs.Volume",
        "Pulumi.Aws.Ec2.GetSubnet",
        "Pulumi.Aws.Ec2.GetVpc",
        "Pulumi.Aws.Ec2.ManagedPrefixList",
        "Pulumi.Aws.Ec2.VpcEndpointRouteTableAssociation",
        "Pulumi.Aws.Route53.GetZone",
        "Pulumi.Azure.Authorization.Assignment",
        "Pulumi.Azure.Authorization.RoleDefinition",
        "Pulumi.Azure.Authorization.UserAssignedIdentity",
        "Pulumi.Azure.Dns.GetZone",
        "Pulumi.Azure.Management.Lock",
        "Pulumi.Azure.Network.GetSubnet",
        "Pulumi.Azure.Network.GetVirtualNetwork",
        "Pulumi.Azure.Network.NatGatewayPublicIpPrefixAssociation",
        "Pulumi.Gcp.Compute.GetNetwork",
        "Pulumi.Gcp.Compute.GetSubnetwork",
        "Pulumi.Gcp.Dns.GetManagedZone",
    ];

    /// <summary>Nested types of the provider and of functions at a package's root were not listed for any package.</summary>
    private static readonly string[] Namespaces = ["Pulumi.Aws.Inputs", "Pulumi.Aws.Outputs", "Pulumi.Azure.Inputs", "Pulumi.Gcp.Inputs"];

    /// <summary>Reports about members added by a version after the listed one.</summary>
    public static readonly string[] NewerMembers =
    [
        "Pulumi.Gcp.Provider: [Output(\"vertexAiAadCustomEndpoint\")] Output<string?> VertexAiAadCustomEndpoint { get; }",
        "Pulumi.Gcp.ProviderArgs: [Input(\"vertexAiAadCustomEndpoint\", (Boolean)False, (Boolean)False)] "
            + "Input<string>? VertexAiAadCustomEndpoint { get; set; }",
    ];

    public static bool Lacks(Type type)
    {
        var name = type.FullName!.Replace(".Inputs.", ".", StringComparison.Ordinal).Replace(".Outputs.", ".", StringComparison.Ordinal);
        return Namespaces.Contains(type.Namespace) || Types.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
    }
}
