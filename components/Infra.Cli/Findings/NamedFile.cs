using System.Text.RegularExpressions;
using Infra.Cli.Stacks;
using Infra.Core.Spec.Text;

namespace Infra.Cli.Findings;

/// <summary>
/// What a path on the command line refers to. A shell expands <c>stacks/*.yaml</c> to stack files and lock files alike: a lock file
/// is checked with its stack, and a stack once, whichever of its files are named. Two names of the same thing are equal.
/// </summary>
internal abstract partial record NamedFile
{
    private NamedFile() { }

    /// <summary>A stack of this repository, with its lock file.</summary>
    internal sealed record OfStack(string Stack) : NamedFile;

    /// <summary>A stack file and its lock file, side by side elsewhere.</summary>
    /// <param name="Folder">The directory of both, absolute.</param>
    /// <param name="Shown">The folder as typed, with a trailing slash; empty for the current one.</param>
    internal sealed record Pair(string Folder, string Stack, string Shown) : NamedFile
    {
        internal string StackPath => Path.Combine(Folder, $"Pulumi.{Stack}.yaml");

        internal string LockPath => Path.Combine(Folder, $"{Stack}.lock.yaml");

        internal string ShownStack => $"{Shown}Pulumi.{Stack}.yaml";

        internal string ShownLock => $"{Shown}{Stack}.lock.yaml";

        // However it was typed, it is the same pair.
        public bool Equals(Pair? other) => other is not null && (Folder, Stack) == (other.Folder, other.Stack);

        public override int GetHashCode() => HashCode.Combine(Folder, Stack);
    }

    /// <summary>A lock file whose stack file is missing.</summary>
    /// <param name="Stack">The name of the missing stack.</param>
    internal sealed record LockAlone(string FullPath, string Stack, string Shown) : NamedFile
    {
        /// <summary>In this repository.</summary>
        internal static NamedFile InStacks(Workspace here, string stack) =>
            new LockAlone(Path.Combine(here.Files.ProjectDirectory, "stacks", $"{stack}.lock.yaml"), stack, $"stacks/{stack}.lock.yaml");

        public bool Equals(LockAlone? other) => other is not null && FullPath == other.FullPath;

        public override int GetHashCode() => FullPath.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>A text that may become a stack file.</summary>
    internal sealed record Draft(string FullPath, string Shown) : NamedFile
    {
        public bool Equals(Draft? other) => other is not null && FullPath == other.FullPath;

        public override int GetHashCode() => FullPath.GetHashCode(StringComparison.Ordinal);
    }

    internal sealed record Stdin : NamedFile;

    /// <exception cref="UserException">There is no such file.</exception>
    internal static NamedFile Of(Workspace here, string path)
    {
        if (path == "-")
        {
            return new Stdin();
        }

        var full = path.Length == 0 ? "" : Path.GetFullPath(path);
        var (folder, file) = (Path.GetDirectoryName(full) ?? "", Path.GetFileName(full));
        var isHere = folder == Path.Combine(here.Files.ProjectDirectory, "stacks");
        // In this order: 'Pulumi.x.lock.yaml' is the stack file of a stack 'x.lock'.
        var (stack, isLock) =
            StackFileName().Match(file) is { Success: true } named ? (named.Groups[1].Value, false)
            : LockFileName().Match(file) is { Success: true } locked ? (locked.Groups[1].Value, true)
            : (null, false);
        if (isHere && stack is not null && (!isLock || here.Files.Has(stack)))
        {
            return new OfStack(stack);
        }

        if (!File.Exists(full))
        {
            throw NoFile(here, path, full);
        }

        if (ProjectFile().IsMatch(file) || (isHere && stack is null && !Yaml().IsMatch(file)))
        {
            throw new UserException(
                $"'{path}' is "
                    + (ProjectFile().IsMatch(file) ? "Pulumi's file of the project" : "not a YAML file")
                    + ": it cannot be a stack file.",
                "Remove it: stack files are stacks/Pulumi.<stack>.yaml, and their lock files stacks/<stack>.lock.yaml.",
                ExitCode.BadInput
            );
        }

        var shown = path[..^file.Length];
        return (stack, isLock) switch
        {
            (null, _) => new Draft(full, path),
            _ when new Pair(folder, stack, shown) is var pair && File.Exists(pair.StackPath) && File.Exists(pair.LockPath) => pair,
            (_, true) when isHere => LockAlone.InStacks(here, stack),
            (_, true) => new LockAlone(full, stack, path),
            _ => new Draft(full, path),
        };
    }

    private static UserException NoFile(Workspace here, string path, string full) =>
        Directory.Exists(full)
            ? new UserException(
                $"'{path}' is a directory.",
                "Pass the files in it; without arguments every stack of this repository is checked.",
                ExitCode.BadInput,
                UserException.Reason.NoSuchThing
            )
            : new UserException(
                $"There is no file '{path}'.",
                Suggestion.For(path, here.Files.Stacks) is { } near
                    ? $"Did you mean '--stack {near}'?"
                    : "Pass a stack file, or '-' for stdin; select stacks with --stack.",
                ExitCode.BadInput,
                UserException.Reason.NoSuchThing
            );

    [GeneratedRegex(@"\APulumi\.(.+)\.yaml\z")]
    private static partial Regex StackFileName();

    [GeneratedRegex(@"\APulumi\.ya?ml\z")]
    private static partial Regex ProjectFile();

    [GeneratedRegex(@"\.ya?ml\z")]
    private static partial Regex Yaml();

    [GeneratedRegex(@"\A([^.].*)\.lock\.yaml\z")]
    private static partial Regex LockFileName();
}
