using System.Text.Json;

namespace Infra.Verify.Checks;

/// <summary>cloud-init finished on every node, without errors or warnings.</summary>
public sealed class CloudInitCheck : ICheck
{
    public string Name => "cloud-init";

    public Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation) =>
        cloud.OnEachNodeAsync(
            async (node, shell) =>
            {
                // From 23.4 exit code 2 means "done, with recoverable errors", which is a failure here too.
                var result = await shell.RunAsync("cloud-init status --long --format json", null, cancellation).ConfigureAwait(false);
                var (observed, passed) = Read(result);
                return [new CheckRow(Name, node.Key, "done, no errors", observed, passed)];
            }
        );

    private static (string Observed, bool Passed) Read(Shell.ShellResult result)
    {
        if (!result.Stdout.TrimStart().StartsWith('{'))
        {
            return (result.Complaint, false);
        }

        using var json = JsonDocument.Parse(result.Stdout);
        var status = json.RootElement.TryGetProperty("status", out var s) ? s.GetString() ?? "no status" : "no status";
        var errors = Strings(json.RootElement, "errors");
        if (json.RootElement.TryGetProperty("recoverable_errors", out var recoverable) && recoverable.ValueKind == JsonValueKind.Object)
        {
            errors.AddRange(recoverable.EnumerateObject().SelectMany(level => level.Value.EnumerateArray().Select(e => e.ToString())));
        }

        return errors.Count > 0
            ? ($"{status}, {errors.Count} errors: {errors[0]}", false)
            : ($"{status}, 0 errors", result.ExitCode == 0 && status == "done");
    }

    private static List<string> Strings(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(e => e.ToString())]
            : [];
}
