using System.Text.RegularExpressions;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>The family of a machine: what zones offer or lack as a whole, and what Azure counts vCPUs by.</summary>
public static partial class MachineFamily
{
    /// <summary>
    /// <c>m6i</c> of <c>m6i.large</c>; <c>n2</c> of <c>n2-standard-2</c>; <c>standardDSv5Family</c> of <c>Standard_D2s_v5</c>, as
    /// `az vm list-usage` calls it.
    /// </summary>
    public static string Of(CloudKind cloud, string machine) =>
        cloud switch
        {
            CloudKind.Aws => machine.Split('.')[0],
            CloudKind.Gcp => machine.Split('-')[0],
            CloudKind.Azure => AzureSize()
                .Replace(machine, size =>
                    $"standard{size.Groups[1].Value}{size.Groups[2].Value.ToUpperInvariant()}{size.Groups[3].Value}Family"
                ),
            CloudKind.Local => machine,
            _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "No such cloud."),
        };

    [GeneratedRegex(@"^Standard_([A-Z]+)\d+([a-z]*)_(v\d+)\z")]
    private static partial Regex AzureSize();
}
