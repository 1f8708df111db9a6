using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Tests.Topology;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Spec;

/// <summary>A correct stack file that tests break, one thing at a time.</summary>
internal static class StackText
{
    internal const string File = "Pulumi.test.yaml";

    internal const string LockFile = "test.lock.yaml";

    internal const string Good = """
        config:
          infra:project:
            name: demo
            cloud: local
            region: local
            deployment: standard
            cidr: 10.77.0.0/20
            zones: 3
            managementSources: [198.51.100.0/28]
            services:
              orders-db:
                type: postgresql
                plan: business-8
                nodes: 3
                mesh: wireguard
                allowedSources: [10.7.0.0/16]
                volumes: { data: 1 }

        """;

    /// <summary>Operators of a project on a real cloud: plausible networks, with a route to private addresses.</summary>
    internal const string CloudOperators = "managementSources: [20.51.100.0/28]\n    managementRoutes: [20.51.0.0/16]";

    /// <summary>The good text on another cloud, without warnings.</summary>
    internal static string On(string cloud, string region) =>
        cloud == "local"
            ? Good
            : Replace(
                With("cloud: local\n    region: local", $"cloud: {cloud}\n    {Account(cloud)}\n    region: {region}"),
                "managementSources: [198.51.100.0/28]",
                CloudOperators
            );

    /// <summary>The key that names the account.</summary>
    internal static string Account(string cloud) =>
        cloud switch
        {
            "azure" => "subscription: 5f2c8a1e-93b7-4d60-8c15-7e4f0a9b6d23",
            "gcp" => "project: acme-databases",
            _ => "account: \"210987654321\"",
        };

    /// <summary>The good text with one part replaced, which must occur exactly once.</summary>
    internal static string With(string find, string replace) => Replace(Good, find, replace);

    internal static string Replace(string text, string find, string replace)
    {
        Assert.True(text.Split(find).Length == 2, $"'{find}' must occur exactly once in the text.");
        return text.Replace(find, replace, StringComparison.Ordinal);
    }

    internal static Outcome<ProjectPlan> Compile(string text, string? lockText = null, LockMode mode = LockMode.Extend) =>
        ProjectCompiler.Compile(new StackSource(text, File), new LockSource(lockText, LockFile, mode));

    /// <summary>The place of a path, if a test has no text in which to find it.</summary>
    internal static SourceLocation At(string path) => SourceLocation.Top(File, path);

    /// <summary>The places of a text.</summary>
    internal static Func<string, SourceLocation> Places(string text) => new StackPlaces(new StackSource(text, File)).Of;

    /// <summary>The plan of a text that must compile.</summary>
    internal static ProjectPlan Plan(string text, string? lockText = null)
    {
        var outcome = Compile(text, lockText);
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
        return outcome.Value!;
    }

    /// <summary>The plan of a text that must compile, with one node's VM replaced; the node has one volume, <c>data</c>.</summary>
    internal static ProjectPlan Replaced(string text, string lockText, string node)
    {
        var outcome = LockSteps.Replace(text, lockText, node);
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
        return outcome.Value!;
    }

    /// <summary>A lock file edited by a test, with the checksum it would have.</summary>
    internal static string Sealed(string lockText) =>
        string.Join(
            '\n',
            lockText
                .Split('\n')
                .Select(line =>
                    line.StartsWith($"{LockSeal.Key}: ", StringComparison.Ordinal) ? $"{LockSeal.Key}: {LockSeal.Of(lockText)}" : line
                )
        );

    /// <summary>Removes the mark <c>§</c> from a text and returns its position: line and column from 1.</summary>
    internal static (string Text, int Line, int Column) Unmark(string marked)
    {
        var at = marked.IndexOf('§', StringComparison.Ordinal);
        Assert.True(at >= 0 && at == marked.LastIndexOf('§'), "Exactly one mark is needed.");
        var before = marked[..at].Split('\n');
        return (marked.Remove(at, 1), before.Length, before[^1].Length + 1);
    }
}
