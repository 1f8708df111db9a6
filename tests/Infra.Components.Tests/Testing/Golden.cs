namespace Infra.Components.Tests.Testing;

/// <summary>
/// Compares text with a committed file. INFRA_UPDATE_GOLDENS=1 rewrites the files instead; their diff is then reviewed
/// like code, and one that cannot be explained is a bug.
/// </summary>
internal static class Golden
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("INFRA_UPDATE_GOLDENS") == "1";

    /// <param name="path">Below tests/baselines.</param>
    internal static void Check(string actual, string path)
    {
        var file = Path.Combine(StackRun.Repository, "tests", "baselines", path);
        if (Update)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        Assert.True(File.Exists(file), $"{file} does not exist: run the tests with INFRA_UPDATE_GOLDENS=1 and review what they write.");
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
