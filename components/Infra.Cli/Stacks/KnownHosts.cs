using Infra.Verify.Shell;

namespace Infra.Cli.Stacks;

/// <summary>The nodes' host keys as a file for the ssh command: no question asked, no key but theirs accepted.</summary>
internal static class KnownHosts
{
    /// <returns>The file's path.</returns>
    internal static string Write(string directory, IEnumerable<NodeEndpoint> endpoints)
    {
        // Not there for a cloud that pulumi made.
        Directory.CreateDirectory(directory);
        var path = PathIn(directory);
        File.WriteAllText(path, string.Concat(endpoints.Select(e => $"[{e.Host}]:{e.Port} {e.HostKey}\n")));
        return path;
    }

    /// <summary>Removes the file, and the stack's directory when nothing else is in it.</summary>
    internal static void Remove(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        File.Delete(PathIn(directory));
        if (!Directory.EnumerateFileSystemEntries(directory).Any())
        {
            Directory.Delete(directory);
        }
    }

    private static string PathIn(string directory) => Path.Combine(directory, "known_hosts");
}
