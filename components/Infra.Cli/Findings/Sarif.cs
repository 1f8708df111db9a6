using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Cli.Output;
using Infra.Core.Diagnostics;

namespace Infra.Cli.Findings;

/// <summary>
/// Findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), which code hosts show next to the lines of a change.
/// </summary>
internal static class Sarif
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    /// <param name="place">Maps a file name in findings to its path from the repository's root, or an absolute path outside it.</param>
    /// <param name="succeeded">Whether the tool itself did its work: wrong usage is not a finding in a file.</param>
    internal static string Write(IReadOnlyList<Diagnostic> findings, Func<string, string> place, bool succeeded)
    {
        var rules = findings.Select(found => found.Code).Distinct().Order(StringComparer.Ordinal).ToImmutableArray();
        var inFiles = findings.Where(found => found.Where.File.Length > 0).ToList();
        var notifications = findings
            .Where(found => found.Where.File.Length == 0)
            .Select(
                JsonNode (found) =>
                    new JsonObject
                    {
                        ["descriptor"] = new JsonObject { ["id"] = found.Code },
                        ["level"] = Level(found.Severity),
                        ["message"] = Text($"{found.Message} {found.Remedy}".TrimEnd()),
                    }
            );
        return new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(
                new JsonObject
                {
                    ["tool"] = new JsonObject
                    {
                        ["driver"] = new JsonObject { ["name"] = "infra validate", ["rules"] = new JsonArray([.. rules.Select(Rule)]) },
                    },
                    ["invocations"] = new JsonArray(
                        new JsonObject
                        {
                            ["executionSuccessful"] = succeeded,
                            ["toolExecutionNotifications"] = new JsonArray([.. notifications]),
                        }
                    ),
                    ["originalUriBaseIds"] = new JsonObject
                    {
                        ["%SRCROOT%"] = new JsonObject { ["description"] = Text("The root of the repository.") },
                    },
                    ["results"] = new JsonArray([.. inFiles.Select(found => Result(found, place, rules))]),
                }
            ),
        }.ToJsonString(Json.Indented);
    }

    private static JsonObject Rule(string code)
    {
        var rule = new JsonObject { ["id"] = code };
        if (DiagnosticPage.All.TryGetValue(code, out var page))
        {
            rule["shortDescription"] = Text(page.Meaning);
            rule["help"] = Text(page.Remedy);
        }

        return rule;
    }

    private static JsonObject Result(Diagnostic found, Func<string, string> place, ImmutableArray<string> rules) =>
        new JsonObject
        {
            ["ruleId"] = found.Code,
            ["ruleIndex"] = rules.IndexOf(found.Code),
            ["level"] = Level(found.Severity),
            ["message"] = Text($"{found.Message} {found.Remedy}".TrimEnd()),
            ["locations"] = new JsonArray(
                new JsonObject
                {
                    ["physicalLocation"] = new JsonObject
                    {
                        ["artifactLocation"] = Artifact(place(found.Where.File)),
                        // A finding about a whole file is shown at its first line.
                        ["region"] = new JsonObject
                        {
                            ["startLine"] = Math.Max(1, found.Where.Line),
                            ["startColumn"] = Math.Max(1, found.Where.Column),
                        },
                    },
                    ["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = found.Where.Path }),
                }
            ),
        };

    private static JsonObject Artifact(string path) =>
        Path.IsPathRooted(path)
            ? new JsonObject { ["uri"] = $"file://{Escaped(path)}" }
            : new JsonObject { ["uri"] = Escaped(path), ["uriBaseId"] = "%SRCROOT%" };

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static string Level(Severity severity) =>
        severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "note",
        };
}
