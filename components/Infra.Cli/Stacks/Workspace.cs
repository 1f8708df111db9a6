using Infra.Projects;

namespace Infra.Cli.Stacks;

/// <summary>The repository: where stack files are, and where this machine keeps its state of stacks.</summary>
/// <param name="root">The directory of Pulumi.yaml.</param>
public sealed class Workspace(string root)
{
    public string Root { get; } = root;

    public StackFiles Files { get; } = new(root);

    /// <summary>From <c>INFRA_ROOT</c>, which the launcher sets, or upwards from the current directory.</summary>
    /// <exception cref="UserException">Neither leads to a Pulumi.yaml.</exception>
    public static Workspace Find()
    {
        if (Environment.GetEnvironmentVariable("INFRA_ROOT") is { Length: > 0 } given)
        {
            return new Workspace(given);
        }

        for (var at = new DirectoryInfo(Environment.CurrentDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Pulumi.yaml")))
            {
                return new Workspace(at.FullName);
            }
        }

        throw new UserException(
            "There is no Pulumi.yaml in this directory or above it.",
            "Run scripts/infra, or set INFRA_ROOT.",
            ExitCode.BadInput
        );
    }

    /// <summary>
    /// A file's path from the root of the version-controlled repository, with slashes; absolute if the file is outside it.
    /// </summary>
    /// <param name="path">Relative to the current directory, or absolute.</param>
    public string InRepository(string path)
    {
        var full = Path.GetFullPath(path, Root);
        var at = new DirectoryInfo(Root);
        while (at is not null && !Path.Exists(Path.Combine(at.FullName, ".git")))
        {
            at = at.Parent;
        }

        var way = Path.GetRelativePath(at?.FullName ?? Root, full).Replace('\\', '/');
        return way == ".." || way.StartsWith("../", StringComparison.Ordinal) ? full : way;
    }

    /// <summary>A stack's state, key and logs; ignored by git.</summary>
    public string StateDirectory(string stack) => Path.Combine(Root, ".infra", stack);
}
