using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;

namespace Infra.Core.Spec;

/// <summary>
/// Words that Azure refuses in resource names, trademarks mostly. It checks a resource that can have a host name, whether it has
/// one or not, and does not list which do; so no project, service or volume may bring such a word into a name.
/// AWS and Google Cloud have none for what is made there, but for AWS's <c>sg-</c>: <see cref="Sdn.Aws.SecurityGroup.ResourceName"/>.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-reserved-resource-name</remarks>
internal static class ReservedNames
{
    // Names here are lower-case letters, digits and dashes: words with other characters (APP_DATA, WEB.CONFIG) cannot occur.
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

    /// <summary>The project's name: every name begins with it, and the virtual network has it alone.</summary>
    internal static void CheckProject(string name, CloudKind? cloud, SourceLocation where, DiagnosticBag bag)
    {
        if (cloud != CloudKind.Azure)
        {
            return;
        }

        if (Whole.Contains(name))
        {
            Report(name, "project", $"Azure reserves the name '{name}'", where, bag);
        }
        else if (First.FirstOrDefault(word => name.StartsWith(word, StringComparison.Ordinal)) is { } first)
        {
            Report(name, "project", $"Azure refuses names that begin with '{first}'", where, bag);
        }

        CheckPart(name, "project", cloud, where, bag);
    }

    /// <summary>A name that becomes part of a resource's name, behind the project's.</summary>
    /// <param name="what">What it names: <c>service</c>, <c>volume</c>.</param>
    internal static void CheckPart(string name, string what, CloudKind? cloud, SourceLocation where, DiagnosticBag bag)
    {
        if (cloud == CloudKind.Azure && Anywhere.FirstOrDefault(word => name.Contains(word, StringComparison.Ordinal)) is { } word)
        {
            Report(name, what, $"Azure refuses names that contain '{word}'", where, bag);
        }
    }

    private static void Report(string name, string what, string rule, SourceLocation where, DiagnosticBag bag) =>
        bag.Error(
            DiagnosticCodes.ReservedName,
            where,
            $"The {what} cannot be called {Shown.Quote(name)}: {rule}.",
            $"Choose another name for the {what}."
        );
}
