using System.Text.RegularExpressions;

namespace Infra.Core.Tests.Clouds;

/// <summary>
/// Only a cloud's own folders, and the few lines that register them, may ask which cloud it is: then anything a new cloud lacks does not
/// compile, where a <c>switch</c> elsewhere would fall through.
/// </summary>
public sealed partial class CloudRoomsTests
{
    private static readonly string[] Sources = ["components", "stacks"];

    /// <summary>Folders that belong to a cloud, and files that register clouds; each with the reason.</summary>
    private static readonly (string Place, string Reason)[] Allowed =
    [
        ("components/Infra.Core/Clouds/", "the rooms of the compiler, and their registry"),
        ("components/Infra.Components/Aws/", "a cloud's components"),
        ("components/Infra.Components/Azure/", "a cloud's components"),
        ("components/Infra.Components/Gcp/", "a cloud's components"),
        ("components/Infra.Components/Local/", "a cloud's components"),
        ("components/Infra.Components/CloudPrograms.cs", "registers the components of each cloud"),
        ("components/Infra.Components/Permissions/AwsPermissions.cs", "a cloud's table says whose it is"),
        ("components/Infra.Components/Permissions/AzurePermissions.cs", "a cloud's table says whose it is"),
        ("components/Infra.Components/Permissions/GcpPermissions.cs", "a cloud's table says whose it is"),
        ("components/Infra.Cli/Preflight/AccountCheck.cs", "registers what is asked of each cloud's account"),
        ("components/Infra.Cli/Preflight/AzureAccountChecks.cs", "a cloud's account"),
        ("components/Infra.Cli/Preflight/GcpAccountChecks.cs", "a cloud's account"),
    ];

    [Fact]
    public void Cloud_IsNamedInItsOwnRoomsAlone()
    {
        var elsewhere =
            from file in Files()
            where !Allowed.Any(allowed => file.Contains(allowed.Place, StringComparison.Ordinal))
            from line in File.ReadAllLines(Repository.PathOf(file))
            where Member().IsMatch(line)
            select $"{file}: {line.Trim()}";

        Assert.Empty(elsewhere);
    }

    /// <summary>The control: an unneeded exception would hide the next switch.</summary>
    [Fact]
    public void Exceptions_AreEachNeeded() =>
        Assert.All(Allowed.Where(allowed => allowed.Place.EndsWith(".cs", StringComparison.Ordinal)), allowed =>
            Assert.Contains(Files().Where(file => file.Contains(allowed.Place, StringComparison.Ordinal)), file =>
                Member().IsMatch(File.ReadAllText(Repository.PathOf(file)))
            )
        );

    private static IEnumerable<string> Files() =>
        from folder in Sources
        from path in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')
        where !file.Contains("/obj/", StringComparison.Ordinal)
        select file;

    [GeneratedRegex(@"\bCloudKind\.(Aws|Azure|Gcp|Local)\b")]
    private static partial Regex Member();
}
