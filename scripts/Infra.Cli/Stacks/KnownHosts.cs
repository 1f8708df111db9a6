using Infra.Verify.Shell;

namespace Infra.Cli.Stacks;

/// <summary>The nodes' host keys as a file for the ssh command: no question asked, no key but theirs accepted.</summary>
internal static class KnownHosts
{
    /// <returns>The file's path.</returns>
    internal static string Write(string directory, IEnumerable<NodeEndpoint> endpoints)
    {
        var path = Path.Combine(directory, "known_hosts");
        File.WriteAllText(path, string.Concat(endpoints.Select(e => $"[{e.Host}]:{e.Port} {e.HostKey}\n")));
        return path;
    }
}
