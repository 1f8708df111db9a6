namespace Infra.Pulumi.Tests;

/// <summary>
/// The repository's program as an operator has it: a copy, in which tests edit stack files. Built by the command itself.
/// </summary>
public sealed class Checkout : IDisposable
{
    private static readonly string[] Parts = ["components", "standin", "stacks"];
    private static readonly string[] Files =
    [
        "Pulumi.yaml",
        "Directory.Build.props",
        "Directory.Packages.props",
        "PulumiSdk.props",
        "NuGet.config",
        "global.json",
        ".editorconfig",
    ];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("infra-pulumi-");
    private readonly Dictionary<string, string> _added = new(StringComparer.Ordinal);

    public Checkout()
    {
        foreach (var file in Files.Where(file => File.Exists(Path.Combine(Toolchain.Repository, file))))
            File.Copy(Path.Combine(Toolchain.Repository, file), Path.Combine(Root, file));
        foreach (var part in Parts)
            Copy(new DirectoryInfo(Path.Combine(Toolchain.Repository, part)), Path.Combine(Root, part));
    }

    internal string Root => _directory.FullName;

    /// <summary>For a test's files next to the program.</summary>
    internal string Scratch(string name) => Directory.CreateDirectory(Path.Combine(Root, ".tests", name)).FullName;

    // An operator's edits of the lines marked EDIT: no warnings remain.
    private static readonly (string Example, string Own)[] Edits =
    [
        ("\"123456789012\"", "\"210987654321\""),
        ("00000000-0000-0000-0000-000000000000", "5f2c8a1e-93b7-4d60-8c15-7e4f0a9b6d23"),
        ("your-project-id", "acme-databases"),
        ("managementSources: [198.51.100.0/28]", "managementSources: [20.51.100.0/28]"),
        ("allowedSources: [203.0.113.0/24]", "allowedSources: [10.7.0.0/16]"),
    ];

    /// <summary>
    /// Adds a stack file and its lock file, based on an example's; on a cloud with the operator's own values. One that an earlier test
    /// based on the same example is removed, since two with the same name cause a warning.
    /// </summary>
    internal void AddStack(string name, string example, Func<string, string>? edit = null)
    {
        if (_added.TryGetValue(example, out var earlier) && earlier != name)
        {
            File.Delete(StackFile(earlier));
            File.Delete(LockFile(earlier));
        }

        _added[example] = name;
        var text = File.ReadAllText(Path.Combine(Toolchain.Repository, "stacks", $"Pulumi.{example}.yaml"));
        if (example != "local")
            text = Edits.Aggregate(text, (edited, line) => edited.Replace(line.Example, line.Own, StringComparison.Ordinal));
        File.WriteAllText(StackFile(name), edit?.Invoke(text) ?? text);
        File.Copy(Path.Combine(Toolchain.Repository, "stacks", $"{example}.lock.yaml"), LockFile(name), overwrite: true);
    }

    internal string StackFile(string stack) => Path.Combine(Root, "stacks", $"Pulumi.{stack}.yaml");

    internal string LockFile(string stack) => Path.Combine(Root, "stacks", $"{stack}.lock.yaml");

    /// <summary>Changes a stack file, and fails if there is nothing to change.</summary>
    internal void Edit(string stack, string before, string after)
    {
        var text = File.ReadAllText(StackFile(stack));
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(StackFile(stack), text.Replace(before, after, StringComparison.Ordinal));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles())
            file.CopyTo(Path.Combine(to, file.Name));
        foreach (var folder in from.EnumerateDirectories().Where(folder => folder.Name is not ("bin" or "obj" or "node_modules")))
            Copy(folder, Path.Combine(to, folder.Name));
    }
}
