using System.Globalization;

namespace Infra.Cli.Stacks;

/// <summary>
/// An ssh_config for a stack's nodes, and the known_hosts it refers to: every host key is pinned, also the bastion's, nothing is learnt,
/// and no agent is forwarded. Both are the user's alone, although nothing in them is secret: whoever could change them could redirect a
/// login.
/// </summary>
internal static class SshConfig
{
    internal const string File = "ssh_config";
    private const string Known = "ssh_known_hosts";

    /// <param name="directory">The stack's own, outside version control.</param>
    /// <param name="identity">The operator's key file; null to leave it to ssh and its agent.</param>
    /// <returns>The configuration's path.</returns>
    /// <exception cref="UserException">The directory's name cannot be written in an ssh_config.</exception>
    internal static string Write(string directory, IReadOnlyCollection<Login> logins, string? identity)
    {
        Directory.CreateDirectory(directory);
        var known = Path.Combine(directory, Known);
        Replace(known, string.Concat(logins.Select(login => $"{Alias(login.Name)} {login.HostKey}\n")));
        var config = Path.Combine(directory, File);
        Replace(config, Text(logins, known, identity));
        return config;
    }

    /// <summary>Removes what <see cref="Write"/> wrote.</summary>
    internal static void Remove(string directory)
    {
        System.IO.File.Delete(Path.Combine(directory, File));
        System.IO.File.Delete(Path.Combine(directory, Known));
    }

    internal static string Text(IEnumerable<Login> logins, string knownHosts, string? identity) =>
        string.Concat(logins.Select(Host))
        + $"""
            Host *
                UserKnownHostsFile {Quoted(knownHosts)}
                GlobalKnownHostsFile /dev/null
                StrictHostKeyChecking yes
                UpdateHostKeys no
                HostKeyAlgorithms ssh-ed25519
                ForwardAgent no
            {(identity is null ? "" : $"    IdentityFile {Quoted(identity)}\n    IdentitiesOnly yes\n")}
            """;

    private static string Host(Login login) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Host {login.Name}
                HostName {login.Host}
                Port {login.Port}
                User {login.User}
                HostKeyAlias {Alias(login.Name)}
            {(login.Jump is null ? "" : $"    ProxyJump {login.Jump}\n")}
            """
        );

    // Not the node's name: ssh would look it up as an address too.
    private static string Alias(string name) => $"infra.{name}";

    // ssh expands what follows a percent sign (TOKENS in ssh_config(5)), and has no way to write a quotation mark.
    private static string Quoted(string path) =>
        path.AsSpan().ContainsAny('"', '\n', '\r')
            ? throw new UserException($"The path {path} cannot be written in an ssh_config.", "Move the checkout to a path without quotes.")
            : $"\"{path.Replace("%", "%%", StringComparison.Ordinal)}\"";

    /// <summary>Never through a link that somebody put there, and never readable by others, not even for a moment.</summary>
    private static void Replace(string path, string text)
    {
        var next = path + ".new";
        System.IO.File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new StreamWriter(next, options))
        {
            stream.Write(text);
        }

        System.IO.File.Move(next, path, overwrite: true);
    }
}
