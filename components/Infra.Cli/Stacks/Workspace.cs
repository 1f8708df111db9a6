using Infra.Stacks;

namespace Infra.Cli.Stacks;

/// <summary>The repository: where stack files are, and where this machine's knowledge of stacks is kept.</summary>
/// <param name="root">The directory with Pulumi.yaml.</param>
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

        throw new UserException("There is no Pulumi.yaml here or above.", "Run scripts/infra, or set INFRA_ROOT.", ExitCode.BadInput);
    }

    /// <summary>The way from the root of the version-controlled repository to here, with a slash last; empty where it is here, or nowhere.</summary>
    public string PrefixInRepository
    {
        get
        {
            for (var at = new DirectoryInfo(Root); at is not null; at = at.Parent)
            {
                if (Path.Exists(Path.Combine(at.FullName, ".git")))
                {
                    var way = Path.GetRelativePath(at.FullName, Root).Replace('\\', '/');
                    return way == "." ? "" : $"{way}/";
                }
            }

            return "";
        }
    }

    /// <summary>A stack's state, key and logs; ignored by git.</summary>
    public string StateDirectory(string stack) => Path.Combine(Root, ".infra", stack);
}
