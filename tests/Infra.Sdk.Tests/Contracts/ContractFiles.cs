using System.Text.Json;

namespace Infra.Sdk.Tests.Contracts;

/// <summary>The repository's own files, found upwards from the test's folder.</summary>
internal static class ContractFiles
{
    public static string Root { get; } = FindRoot();

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static JsonElement Json(string path)
    {
        using var document = JsonDocument.Parse(Text(path));
        return document.RootElement.Clone();
    }

    public static JsonElement Packages => Json("standin/contracts/packages.json");

    /// <summary>One row per contract: its name.</summary>
    public static TheoryData<string> Contracts =>
        [.. Packages.GetProperty("providers").EnumerateArray().Select(p => p.GetProperty("contract").GetString()!)];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Infra.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no Infra.sln above the tests");
        return folder.FullName;
    }
}
