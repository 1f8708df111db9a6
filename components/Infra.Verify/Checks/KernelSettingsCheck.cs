using System.Globalization;
using Infra.Core.Bundle;
using Infra.Core.Mesh;

namespace Infra.Verify.Checks;

/// <summary>
/// The kernel has every setting of the bundle's sysctl files, on each interface a pattern matches: read from /proc, not from files.
/// </summary>
/// <param name="compile">Compiles a node's bundle from the identities of its peers, on which these files do not depend.</param>
public sealed class KernelSettingsCheck(Func<string, IReadOnlyCollection<NodeIdentity>, NodeBundle> compile) : ICheck
{
    // Standard input: one path below /proc/sys per line, possibly a pattern. Prints the line number, the file and its value.
    private const string Ask =
        "sudo -n sh -c 'n=0; while read -r path; do n=$((n+1)); for file in /proc/sys/$path; do "
        + "[ ! -e \"$file\" ] || echo \"$n $file $(cat \"$file\")\"; done; done'";

    public string Name => "kernel";

    public Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation) =>
        cloud.OnEachNodeAsync(
            async (node, shell) =>
            {
                var wanted = Settings(compile(node.Key, []));
                var expected = $"{wanted.Count} settings as the bundle says";
                var result = await shell
                    .RunAsync(Ask, string.Concat(wanted.Select(setting => $"{setting.Name.Replace('.', '/')}\n")), cancellation)
                    .ConfigureAwait(false);
                if (result.ExitCode != 0)
                {
                    return [new CheckRow(Name, node.Key, expected, result.Complaint, false)];
                }

                var seen = result
                    .Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => line.Split(' ', 3))
                    .Where(parts => parts.Length == 3)
                    .ToLookup(
                        parts => parts[0],
                        parts => (File: parts[1].Replace("/proc/sys/", "", StringComparison.Ordinal), Value: parts[2].Trim())
                    );
                var wrong = wanted
                    .SelectMany((setting, index) => Wrong(setting, [.. seen[(index + 1).ToString(CultureInfo.InvariantCulture)]]))
                    .ToList();
                var values = seen.Sum(line => line.Count());
                return
                [
                    new CheckRow(
                        Name,
                        node.Key,
                        expected,
                        wrong.Count == 0 ? $"all, {values} values" : string.Join(", ", wrong),
                        wrong.Count == 0
                    ),
                ];
            }
        );

    private static IEnumerable<string> Wrong((string Name, string Value) setting, IReadOnlyList<(string File, string Value)> seen) =>
        // A character in brackets marks a setting the kernel may lack.
        seen.Count == 0
        && !setting.Name.Contains('[', StringComparison.Ordinal)
            ? [$"{setting.Name} is not there"]
            : seen.Where(one => one.Value != setting.Value)
                .Select(one => $"{one.File.Replace('/', '.')} is {one.Value}, not {setting.Value}");

    private static List<(string Name, string Value)> Settings(NodeBundle bundle) =>
        [
            .. from file in bundle.Files
            where file.Path.StartsWith("/etc/sysctl.d/", StringComparison.Ordinal)
            from line in file.Content.Split('\n')
            let parts = line.Split('=', 2)
            where parts.Length == 2
            select (parts[0].Trim(), parts[1].Trim()),
        ];
}
