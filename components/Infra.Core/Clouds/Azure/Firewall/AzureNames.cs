namespace Infra.Core.Clouds.Azure;

/// <summary>
/// Names in Azure: 1-80 characters, letters, digits, <c>_</c>, <c>.</c> and <c>-</c>, a letter or digit first, a letter,
/// digit or <c>_</c> last; unique in the project's resource group, rules in their group
/// (https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork).
/// Project and service names are at most 20 characters of that alphabet, so nothing needs cutting. Nor do they need a
/// digest (<see cref="Catalog.CloudNames"/>): that resource group is the project's alone, so only the service tells them
/// apart, and it stands last.
/// </summary>
public static class AzureNames
{
    /// <summary>The project's virtual network: 2-64 characters where everything else has 1-80.</summary>
    public static string VirtualNetwork(string project) => project.Length >= 2 ? project : $"{project}-net";

    /// <summary>The network security group on a service's network interfaces.</summary>
    public static string ServiceGroup(string project, string service) => $"nsg-nodes-{project}-{service}";

    /// <summary>The network security group on the workload subnets. No service's group can have this name.</summary>
    public static string SubnetGroup(string project) => $"nsg-subnets-{project}";

    /// <summary>The application security group that all nodes of a service carry, of both generations.</summary>
    public static string ApplicationGroup(string project, string service) => $"asg-{project}-{service}";
}
