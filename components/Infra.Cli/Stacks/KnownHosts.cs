using Infra.Verify.Shell;

namespace Infra.Cli.Stacks;

/// <summary>The nodes' host keys as a known_hosts file for ssh: no prompt, and no other key is accepted.</summary>
internal static class KnownHosts
{
    /// <returns>The file's path.</returns>
    internal static string Write(string directory, IEnumerable<NodeEndpoint> endpoints)
    {
        // It does not exist for a cloud created by pulumi.
        Directory.CreateDirectory(directory);
        var path = PathIn(directory);
        File.WriteAllText(path, string.Concat(endpoints.Select(e => $"[{e.Host}]:{e.Port} {e.HostKey}\n")));
        return path;
    }

    /// <summary>Removes the file, and the stack's directory if nothing else is in it.</summary>
    internal static void Remove(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        File.Delete(PathIn(directory));
        SshConfig.Remove(directory);
        if (!Directory.EnumerateFileSystemEntries(directory).Any())
        {
            Directory.Delete(directory);
        }
    }

    private static string PathIn(string directory) => Path.Combine(directory, "known_hosts");
}
