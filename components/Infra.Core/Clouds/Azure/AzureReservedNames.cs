using System.Collections.Immutable;

namespace Infra.Core.Clouds.Azure;

/// <summary>
/// Words that Azure rejects in resource names, mostly trademarks. It checks every resource that can have a host name, whether it has one or
/// not, and does not list which types can; so no project, service or volume may introduce such a word.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-reserved-resource-name</remarks>
internal static class AzureReservedNames
{
    // Names here consist of lower-case letters, digits and dashes: words with other characters (APP_DATA, WEB.CONFIG) cannot occur.
    private static readonly ImmutableArray<string> Whole =
    [
        "access",
        "azure",
        "bing",
        "bizspark",
        "biztalk",
        "cortana",
        "directx",
        "dotnet",
        "dynamics",
        "excel",
        "exchange",
        "forefront",
        "groove",
        "hololens",
        "hyperv",
        "kinect",
        "lync",
        "msdn",
        "o365",
        "office",
        "office365",
        "onedrive",
        "onenote",
        "outlook",
        "powerpoint",
        "sharepoint",
        "skype",
        "visio",
        "visualstudio",
        "xbox",
    ];

    private static readonly ImmutableArray<string> Anywhere = ["microsoft", "windows"];
    private static readonly ImmutableArray<string> First = ["login"];

    /// <summary>As ends of sentences.</summary>
    /// <param name="begins">
    /// Whether every name begins with it, and the virtual network's consists of it alone: true of the project's name.
    /// </param>
    internal static IEnumerable<string> RulesAgainst(string name, bool begins)
    {
        if (begins && Whole.Contains(name))
        {
            yield return $"Azure reserves the name '{name}'";
        }
        else if (begins && First.FirstOrDefault(word => name.StartsWith(word, StringComparison.Ordinal)) is { } first)
        {
            yield return $"Azure refuses names that begin with '{first}'";
        }

        if (Anywhere.FirstOrDefault(word => name.Contains(word, StringComparison.Ordinal)) is { } part)
        {
            yield return $"Azure refuses names that contain '{part}'";
        }
    }
}
