using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Local;
using Infra.Core.Clouds.Local;
using Infra.Core.Spec;
using Infra.Verify.Shell;

namespace Infra.Cli.Stacks;

/// <summary>How to log in to the nodes of a running local cloud, from its stack's outputs.</summary>
internal static class LocalAccess
{
    internal const string User = "ops";

    /// <summary>Endpoints by node key.</summary>
    /// <param name="outputs">From the last up.</param>
    /// <param name="remedy">How to bring the stack up.</param>
    /// <exception cref="UserException">The stack is not up, or has a node added since.</exception>
    internal static ImmutableSortedDictionary<string, NodeEndpoint> Endpoints(LoadedStack loaded, JsonObject outputs, string remedy)
    {
        var keyFile = LocalPaths.OperatorKey(LocalNetwork.Of(loaded.Plan, loaded.Name));
        var first = loaded.Plan.Topology.Bastions.Select(bastion => bastion.Machine).FirstOrDefault();
        var jump = first is null ? null : EndpointOf(first.Key);
        return loaded.Plan.Topology.Machines.ToImmutableSortedDictionary(
            node => node.Key,
            node => node.IsBastion ? EndpointOf(node.Key) : EndpointOf(node.Key) with { Jump = jump }
        );

        NodeEndpoint EndpointOf(string node)
        {
            var (endpoint, hostKey) = (Text(Entry(outputs, "sshEndpoints", node)), Text(Entry(outputs, "hostKeys", node)));
            return SshOutput.Endpoint(endpoint ?? "") is var (host, port) && SshOutput.IsHostKey(hostKey ?? "")
                ? new NodeEndpoint(node, host, port, User, keyFile, hostKey!)
                : throw NotUp(loaded, remedy);
        }
    }

    /// <summary>The plan's keys, and the one the local cloud created for itself, if any.</summary>
    internal static OperatorKeys Keys(LoadedStack loaded)
    {
        var file = LocalPaths.OperatorKey(LocalNetwork.Of(loaded.Plan, loaded.Name)) + ".pub";
        return File.Exists(file) ? loaded.Plan.OperatorKeys.With(OperatorKeys.Parse(File.ReadAllText(file))) : loaded.Plan.OperatorKeys;
    }

    private static JsonNode? Entry(JsonObject outputs, string map, string key) => outputs[map] is JsonObject entries ? entries[key] : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    internal static UserException NotUp(LoadedStack loaded, string remedy) =>
        new($"The stack {loaded.Name} is not up, or its file has changed since.", remedy);
}
