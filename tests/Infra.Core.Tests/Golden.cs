namespace Infra.Core.Tests;

/// <summary>
/// Compares text with a committed file. INFRA_UPDATE_GOLDENS=1 rewrites the files instead; their diff is then reviewed like code, and one
/// that cannot be explained is a bug.
/// </summary>
internal static class Golden
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("INFRA_UPDATE_GOLDENS") == "1";

    /// <param name="actual">Text with <c>\n</c> line ends.</param>
    /// <param name="path">Path from the repository's root.</param>
    internal static void Check(string actual, params string[] path)
    {
        var file = Repository.PathOf(path);
        if (Update)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        Assert.True(File.Exists(file), $"{file} does not exist: run the tests with INFRA_UPDATE_GOLDENS=1 and review what they write.");
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
