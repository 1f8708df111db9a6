using System.Text.RegularExpressions;

namespace Infra.Core.Topology;

/// <summary>
/// A VM that operators pass on their way to nodes. It belongs to no service: it is not among <see cref="ProjectTopology.Nodes"/>, so no
/// client, mesh, volume or count of a service can include it by mistake. What nodes and bastions share takes its <see cref="Machine"/>.
/// </summary>
/// <param name="Machine">
/// Its VM: key <c>bastion-&lt;slot&gt;</c>, in a public subnet, without volumes. Its mesh address is a number, never used.
/// </param>
public sealed partial record Bastion(Node Machine)
{
    /// <summary>What owns the bastions in flows, filters, tags and resource names, where nodes have their service's name.</summary>
    public const string Owner = "bastion";

    /// <summary>The key: <c>bastion-1</c>.</summary>
    public string Key => Machine.Key;

    /// <summary>
    /// Whether a service of this name could not be told from the bastions: its resources, or its nodes', would have their names.
    /// </summary>
    internal static bool Takes(string service) => Form().IsMatch(service);

    internal static string KeyOf(int slot) => $"{Owner}-{slot}";

    [GeneratedRegex(@"\Abastion(-[0-9]+)*\z")]
    private static partial Regex Form();
}
