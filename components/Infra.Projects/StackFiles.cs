using Infra.Core;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;

namespace Infra.Projects;

/// <summary>The only place where the program accesses files: a stack file and its lock file, side by side.</summary>
public sealed class StackFiles
{
    private const string ProjectFile = "Pulumi.yaml";
    private readonly string _directory;

    /// <param name="projectDirectory">The directory of Pulumi.yaml; stack files are in its folder <c>stacks</c>.</param>
    public StackFiles(string projectDirectory)
    {
        ProjectDirectory = Path.GetFullPath(projectDirectory);
        _directory = Path.Combine(ProjectDirectory, "stacks");
    }

    /// <summary>The directory of Pulumi.yaml, absolute.</summary>
    public string ProjectDirectory { get; }

    /// <summary>Finds the project in a directory or above it: Pulumi runs the program in <c>stacks</c>, people anywhere.</summary>
    /// <exception cref="FileNotFoundException">No Pulumi.yaml there or above.</exception>
    public static StackFiles Above(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, ProjectFile)))
                return new StackFiles(at.FullName);
        }

        throw new FileNotFoundException($"No {ProjectFile} in {directory} or above it. Run this inside the repository.", ProjectFile);
    }

    /// <summary>The stacks that have a file, sorted.</summary>
    public IReadOnlyList<string> Stacks =>
        [
            .. (Directory.Exists(_directory) ? Directory.EnumerateFiles(_directory, "Pulumi.*.yaml") : [])
                .Select(path => Path.GetFileNameWithoutExtension(path)["Pulumi.".Length..])
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Names of stacks with a lock file but no stack file, sorted.</summary>
    public IReadOnlyList<string> LocksWithoutStack =>
        [
            .. (Directory.Exists(_directory) ? Directory.EnumerateFiles(_directory, "*.lock.yaml") : [])
                .Select(path => Path.GetFileName(path)[..^".lock.yaml".Length])
                .Where(stack => !stack.StartsWith('.') && !stack.StartsWith("Pulumi.", StringComparison.Ordinal) && !Has(stack))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Whether a stack file of this name exists, readable or not.</summary>
    public bool Has(string stack) => Path.Exists(StackPath(stack));

    /// <summary>Whether a lock file of this name exists.</summary>
    public bool HasLock(string stack) => Path.Exists(LockPath(stack));

    /// <summary>Writes a new stack's file, completely or not at all.</summary>
    /// <exception cref="IOException">The file already exists, or cannot be written.</exception>
    public void WriteNewStack(string stack, string text)
    {
        Directory.CreateDirectory(_directory);
        var aside = $"{StackPath(stack)}.{Environment.ProcessId}.new";
        try
        {
            File.WriteAllText(aside, text);
            File.Move(aside, StackPath(stack), overwrite: false);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <exception cref="FileNotFoundException">No such stack; the message lists the existing ones.</exception>
    /// <exception cref="UnreadableFileException">The path exists but is not a regular file with content.</exception>
    public StackSource ReadStack(string stack)
    {
        var path = StackPath(stack);
        return Read(path, isLock: false) is { } text
            ? new StackSource(text, Shown(path))
            : throw new FileNotFoundException($"There is no {Shown(path)}. Available stacks: {string.Join(", ", Stacks)}.", path);
    }

    /// <summary>The same; null if it cannot be read.</summary>
    public StackSource? TryReadStack(string stack)
    {
        try
        {
            return ReadStack(stack);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The other stacks' files, if they can be read.</summary>
    public IEnumerable<StackSource> Others(string stack)
    {
        foreach (var other in Stacks.Where(other => other != stack))
        {
            // An unreadable one is not an error of this stack.
            if (TryReadStack(other) is { } source)
                yield return source;
        }
    }

    /// <summary>The lock file's text, or none if nothing has been allocated yet.</summary>
    /// <exception cref="UnreadableFileException">The path exists but is not a regular file with content.</exception>
    public LockSource ReadLock(string stack, LockMode mode)
    {
        var path = LockPath(stack);
        var text = Read(path, isLock: true);
        return text is null && LockHistory.Has(path)
            ? throw new UnreadableFileException(
                new Diagnostic(
                    DiagnosticCodes.LockMissing,
                    Severity.Error,
                    SourceLocation.Top(Shown(path)),
                    "The lock file is in version control but missing here: without it every node would be recreated.",
                    $"Restore it: 'git checkout -- {Shown(path)}', or an older one that 'git log -- {Shown(path)}' shows."
                )
            )
            : new LockSource(text, Shown(path), mode);
    }

    /// <summary>
    /// Atomically replaces the lock file a plan was made from by the one it requires: an interrupted run leaves one of the two.
    /// </summary>
    /// <exception cref="LockChangedException">Another run has written it since.</exception>
    /// <exception cref="LockNotWrittenException">It cannot be written.</exception>
    public void WriteLock(string stack, ProjectPlan plan)
    {
        var path = LockPath(stack);
        LockFileWriter.Write(path, Shown(path), plan.LockBefore, plan.LockText);
    }

    /// <summary>Reads a stack or lock file at any path: its text, or the reason there is none.</summary>
    /// <param name="shown">The path to show in messages.</param>
    public static (string? Text, Diagnostic? Problem) TryRead(string path, string shown, bool isLock)
    {
        try
        {
            return Read(path, shown, isLock) is { } text
                ? (text, null)
                : (null, Unreadable(shown, "It is a dangling symbolic link.").Found);
        }
        catch (UnreadableFileException e)
        {
            return (null, e.Found);
        }
    }

    private static string? Read(string path, bool isLock) => Read(path, Shown(path), isLock);

    /// <summary>The whole text; null if the file does not exist.</summary>
    private static string? Read(string path, string shown, bool isLock)
    {
        if (!Path.Exists(path))
            return null;
        try
        {
            // Pipes, sockets and devices have no length. They are not opened: reading one may block, or never end.
            var file = new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
            var problem =
                !Path.Exists(file.FullName) ? "It is a dangling symbolic link."
                : file.Attributes.HasFlag(FileAttributes.Directory) ? "It is a directory."
                : file.Length == 0 ? "It is empty, or not a regular file."
                : null;
            if (problem is not null)
                throw Unreadable(shown, problem);
            var (text, garbled) = SourceText.Decode(File.ReadAllBytes(path), shown, isLock);
            return text ?? throw new UnreadableFileException(garbled!);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Unreadable(shown, e.Message);
        }
    }

    private static UnreadableFileException Unreadable(string shown, string problem) =>
        new(
            new Diagnostic(
                DiagnosticCodes.Unreadable,
                Severity.Error,
                SourceLocation.Top(shown),
                problem,
                $"Restore a readable file from version control: 'git checkout -- {shown}', or an older one that 'git log -- {shown}' shows."
            )
        );

    private string StackPath(string stack) => Path.Combine(_directory, $"Pulumi.{stack}.yaml");

    private string LockPath(string stack) => Path.Combine(_directory, $"{stack}.lock.yaml");

    private static string Shown(string path) => $"stacks/{Path.GetFileName(path)}";
}
