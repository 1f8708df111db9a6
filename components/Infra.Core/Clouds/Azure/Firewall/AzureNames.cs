namespace Infra.Core.Clouds.Azure;

/// <summary>
/// Azure names: 1-80 characters, letters, digits, <c>_</c>, <c>.</c> and <c>-</c>, starting with a letter or digit, ending with a letter,
/// digit or <c>_</c>; unique in the project's resource group, rules in their security group
/// (https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork). Project and service names
/// are at most 20 characters of that alphabet, so nothing needs truncation. Nor do they need a digest (<see cref="Catalog.CloudNames"/>):
/// the resource group contains only this project, so only the service, which comes last, distinguishes them.
/// </summary>
public static class AzureNames
{
    /// <summary>The project's virtual network: 2-64 characters, unlike the 1-80 of everything else.</summary>
    public static string VirtualNetwork(string project) => project.Length >= 2 ? project : $"{project}-net";

    /// <summary>The network security group on a service's network interfaces.</summary>
    public static string ServiceGroup(string project, string service) => $"nsg-nodes-{project}-{service}";

    /// <summary>The network security group on the workload subnets. No service's group can have this name.</summary>
    public static string SubnetGroup(string project) => $"nsg-subnets-{project}";

    /// <summary>The application security group of all nodes of a service, of both generations.</summary>
    public static string ApplicationGroup(string project, string service) => $"asg-{project}-{service}";
}
