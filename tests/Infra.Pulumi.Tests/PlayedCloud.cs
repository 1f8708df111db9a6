using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Pulumi.Tests;

/// <summary>
/// The clouds as simulated by the plugins in <c>provider/</c>: nothing leaves this machine, and nothing on it is touched.
/// </summary>
internal sealed class PlayedCloud
{
    private static readonly string[] Packages = ["aws", "azure", "gcp", "command"];
    private readonly string _folder;

    internal PlayedCloud(Checkout checkout, string name)
    {
        _folder = checkout.Scratch($"{name}-cloud");
        Plugins = Packages.ToDictionary(package => package, package => Write(checkout.Scratch($"{name}-plugins/{package}"), package));
    }

    /// <summary>Package to the folder of its plugin.</summary>
    internal IReadOnlyDictionary<string, string> Plugins { get; }

    /// <summary>What exists, as <c>TYPE NAME</c>.</summary>
    internal string[] Resources => [.. Read("resources.json").Select(one => $"{one!["type"]} {one["name"]}").Order(StringComparer.Ordinal)];

    /// <summary>What was done, in order: <c>create TYPE NAME</c>.</summary>
    internal string[] Journal =>
        File.Exists(In("journal.log")) ? [.. File.ReadLines(In("journal.log")).Select(line => line[..line.LastIndexOf(' ')])] : [];

    internal void ForgetJournal() => File.Delete(In("journal.log"));

    /// <summary>Makes the next such operation fail.</summary>
    internal void Fail(string operation, string name, string message, int times = 1) =>
        File.WriteAllText(
            In("faults.json"),
            JsonSerializer.Serialize(
                new[]
                {
                    new
                    {
                        operation,
                        name,
                        message,
                        times,
                    },
                }
            )
        );

    /// <summary>Changes what exists behind the engine's back.</summary>
    internal void Change(Func<JsonObject, bool> which, Action<JsonObject> change)
    {
        var resources = Read("resources.json");
        var found = resources.OfType<JsonObject>().Where(which).ToArray();
        Assert.NotEmpty(found);
        foreach (var one in found)
            change(one);
        File.WriteAllText(In("resources.json"), resources.ToJsonString());
    }

    /// <summary>A VM's state derived from its user data.</summary>
    internal JsonNode Machine(string node) =>
        Read("resources.json").Single(one => (string?)one!["name"] == node && one["machine"] is not null)!["machine"]!;

    /// <summary>Removes what exists, behind the engine's back.</summary>
    internal void Remove(Func<JsonObject, bool> which)
    {
        var resources = Read("resources.json").OfType<JsonObject>().ToArray();
        Assert.Contains(resources, one => which(one));
        File.WriteAllText(
            In("resources.json"),
            new JsonArray([.. resources.Where(one => !which(one)).Select(one => one.DeepClone())]).ToJsonString()
        );
    }

    private JsonArray Read(string file) => File.Exists(In(file)) ? JsonNode.Parse(File.ReadAllText(In(file)))!.AsArray() : [];

    private string In(string file) => Path.Combine(_folder, file);

    private string Write(string folder, string package)
    {
        var plugin = Path.Combine(folder, $"pulumi-resource-{package}");
        File.WriteAllText(
            plugin,
            $"#!/bin/sh\nINFRA_TEST_CLOUD='{_folder}' exec node '{Toolchain.ProviderFolder}/src/main.mjs' {package} \"$@\"\n"
        );
        File.SetUnixFileMode(plugin, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }
}
