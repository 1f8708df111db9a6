using System.Text.Json.Nodes;
using Infra.Core.Tests.Spec;

namespace Infra.Pulumi.Tests;

/// <summary>
/// The recorded columns of the tables against which the stack file reader is tested, checked against the command itself.
/// </summary>
[Trait("Category", "Pulumi")]
public sealed class ScalarTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("infra-scalars-");

    /// <summary>All in one file: the value of each inside an object, and by itself.</summary>
    [SkippableFact]
    public async Task Scalars_AsRecorded_ArePassedOn()
    {
        Toolchain.DemandCli();
        var taken = Rows().Where(row => row.Inside is not null).ToList();
        await StartAsync();

        Write("config:\n" + string.Concat(taken.Select((row, i) => $"  t:k{i}: {row.Written}\n  t:o{i}:\n    a: {row.Written}\n")));
        var config = JsonNode.Parse((await PulumiAsync("config", "--json", "-s", "t")).Ok().Stdout)!;

        Assert.Equal(
            taken.Select(row => $"{row.Written} -> {Normal(row.Inside)} / {row.Alone}"),
            taken.Select((row, i) => $"{row.Written} -> {Inside(config, i)} / {Value(config, $"t:k{i}")}")
        );
    }

    [SkippableFact]
    public async Task Scalars_RecordedAsRefused_AreRefused()
    {
        Toolchain.DemandCli();
        await StartAsync();
        foreach (var row in Rows().Where(row => row.Inside is null))
        {
            Write($"config:\n  t:a: {row.Written}\n");
            (await PulumiAsync("config", "--json", "-s", "t")).Failed();
        }
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static IEnumerable<(string Written, string? Inside, string? Alone)> Rows() =>
        AwkwardScalars.All.Select(row => ((string)row[0]!, (string?)row[1], (string?)row[2]));

    private static string Inside(JsonNode config, int row) => JsonNode.Parse(Value(config, $"t:o{row}"))!["a"]?.ToJsonString() ?? "null";

    private static string Value(JsonNode config, string key) => (string)config[key]!["value"]!;

    // Independent of how characters are escaped.
    private static string? Normal(string? json) => json is null ? null : JsonNode.Parse(json)?.ToJsonString() ?? "null";

    private async Task StartAsync()
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "Pulumi.yaml"), "name: t\nruntime: dotnet\n");
        (await PulumiAsync("stack", "init", "t")).Ok();
    }

    private void Write(string text) => File.WriteAllText(Path.Combine(_directory.FullName, "Pulumi.t.yaml"), text);

    private Task<Ran> PulumiAsync(params string[] arguments) =>
        Ran.RunAsync(
            "pulumi",
            arguments,
            _directory.FullName,
            new Dictionary<string, string?>
            {
                ["PULUMI_HOME"] = _directory.CreateSubdirectory("home").FullName,
                ["PULUMI_BACKEND_URL"] = $"file://{_directory.CreateSubdirectory("state").FullName}",
                ["PULUMI_CONFIG_PASSPHRASE"] = "a passphrase",
                ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
                ["NO_COLOR"] = "1",
            },
            TimeSpan.FromMinutes(1)
        );
}
