namespace Infra.Components.Tests.Testing;

/// <summary>
/// Compares text with a committed file. INFRA_UPDATE_GOLDENS=1 rewrites the files instead; their diff is then reviewed like code, and one
/// that cannot be explained is a bug.
/// </summary>
internal static class Golden
{
    /// <summary>Whether files are rewritten in this run.</summary>
    internal static bool Updates { get; } = Environment.GetEnvironmentVariable("INFRA_UPDATE_GOLDENS") == "1";

    /// <summary>The committed text; empty if there is none yet.</summary>
    internal static string Read(string path) => File.Exists(Place(path)) ? File.ReadAllText(Place(path)) : "";

    /// <param name="path">Below tests/baselines.</param>
    internal static void Check(string actual, string path)
    {
        var file = Place(path);
        if (Updates)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        Assert.True(File.Exists(file), $"{file} does not exist: run the tests with INFRA_UPDATE_GOLDENS=1 and review what they write.");
        Assert.Equal(File.ReadAllText(file), actual);
    }

    private static string Place(string path) => Path.Combine(StackRun.Repository, "tests", "baselines", path);
}
