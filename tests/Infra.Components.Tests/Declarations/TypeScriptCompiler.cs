using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Components.Tests.Declarations;

/// <summary>Compiles files against the packages' declarations, in one run of the pinned compiler; nothing is emitted.</summary>
internal static partial class TypeScriptCompiler
{
    // Declarations themselves are not checked (skipLibCheck): they refer to packages not needed here. Symlinks are preserved, else a
    // package would look for its siblings at the link's target.
    private const string Options = """
        {"compilerOptions":{"strict":true,"noEmit":true,"skipLibCheck":true,"types":[],"preserveSymlinks":true,"target":"es2022",
        "lib":["es2022"],"module":"commonjs","moduleResolution":"node10","noErrorTruncation":true},"include":["*.ts"]}
        """;

    /// <summary>Per file, each error as "type name: input: compiler message"; empty if there is none.</summary>
    internal static async Task<ImmutableSortedDictionary<string, ImmutableArray<string>>> CheckAsync(
        IReadOnlyDictionary<string, TypeScriptFile> files,
        IReadOnlyDictionary<string, string> packages
    )
    {
        var directory = Directory.CreateTempSubdirectory("infra-declarations-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(directory, "node_modules", "@pulumi"));
            foreach (var (name, folder) in packages)
                Directory.CreateSymbolicLink(Path.Combine(directory, "node_modules", name), folder);
            await File.WriteAllTextAsync(Path.Combine(directory, "tsconfig.json"), Options);
            foreach (var (name, file) in files)
                await File.WriteAllTextAsync(Path.Combine(directory, $"{name}.ts"), file.Text);

            var compiler = Path.Combine(packages["typescript"], "lib", "tsc.js");
            var (exit, output, errors) = await NpmPackages.NodeAsync([compiler, "--pretty", "false", "--listFiles", "-p", directory]);
            return exit is 0 or 2 && errors.Length == 0
                ? Problems(output, files)
                : throw new InvalidOperationException($"tsc ended with {exit}: {output}{errors}");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Problems(
        string output,
        IReadOnlyDictionary<string, TypeScriptFile> files
    )
    {
        var found = files.Keys.ToDictionary(name => name, _ => new List<string>());
        List<string>? last = null;
        foreach (var line in output.Split('\n'))
        {
            if (Problem().Match(line) is { Success: true } problem)
            {
                var name = Path.GetFileNameWithoutExtension(problem.Groups["file"].Value);
                last = found[name];
                last.Add(
                    $"{files[name].Place(int.Parse(problem.Groups["line"].Value, CultureInfo.InvariantCulture))}: "
                        + $"{problem.Groups["text"].Value}"
                );
            }
            else if (line.StartsWith(' ') && last is not null)
            {
                last[^1] += "\n" + line;
            }
            else if (line.Contains("error TS", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(line);
            }
        }

        // The listing of files proves that each was read.
        var unread = files.Keys.Where(name => !output.Contains($"/{name}.ts\n", StringComparison.Ordinal)).ToArray();
        return unread.Length == 0
            ? found.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.ToImmutableArray(), StringComparer.Ordinal)
            : throw new InvalidOperationException($"tsc did not read {string.Join(", ", unread)}: {output}");
    }

    [GeneratedRegex(@"^(?<file>[^( ]+\.ts)\((?<line>\d+),\d+\): error (?<text>TS\d+: .*)$")]
    private static partial Regex Problem();
}
