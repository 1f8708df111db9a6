using System.Collections.Immutable;
using Infra.Core.Spec.Access;

namespace Infra.Cli.Stacks;

/// <summary>How to log in to a stack on a cloud, from the outputs of its last <c>pulumi up</c>.</summary>
internal static class CloudAccess
{
    private const string Endpoints = "sshEndpoints";
    private const string HostKeys = "hostKeys";
    private const int Named = 4;

    /// <summary>
    /// Bastions first, then nodes; each by name. What comes out of a state is checked before it becomes part of a configuration.
    /// </summary>
    /// <exception cref="UserException">The outputs are not this stack's, or a node is missing: it was added since.</exception>
    internal static ImmutableArray<Login> Logins(LoadedStack loaded, StackOutputs outputs)
    {
        var nodes = loaded.Plan.Topology.Nodes.Select(node => node.Key).ToImmutableSortedSet(StringComparer.Ordinal);
        var (endpoints, keys) = (outputs.Map(Endpoints), outputs.Map(HostKeys));
        var names = endpoints.Select(entry => entry.Key).Order(StringComparer.Ordinal).ToImmutableArray();
        if (names.FirstOrDefault(name => !SshOutput.IsNodeName(name)) is { } strange)
        {
            throw outputs.Wrong($"under '{Endpoints}', {SshOutput.Quoted(strange)} is not the name of a node.");
        }

        if (nodes.FirstOrDefault(node => !names.Contains(node)) is { } missing)
        {
            throw names.Any(nodes.Contains)
                ? outputs.Wrong($"under '{Endpoints}' it has no node {missing}. Was it added since the last up?")
                : outputs.Wrong($"under '{Endpoints}' it has no node {missing}{Instead(names)}. Does it belong to another stack?");
        }

        // Of the plan and no others: outputs of an earlier up may still name a node that is now removed, and the first is the jump.
        var bastions = loaded.Plan.Topology.Bastions.Select(bastion => bastion.Machine.Key).Where(names.Contains).ToImmutableArray();
        if (loaded.Plan.Spec.Access is AccessPath.Bastions && bastions.IsEmpty)
        {
            throw outputs.Wrong($"under '{Endpoints}' it has no bastion. Was 'access: bastion' added since the last up?");
        }

        return [.. bastions.Select(Of), .. names.Where(nodes.Contains).Select(name => Of(name) with { Jump = bastions.FirstOrDefault() })];

        Login Of(string name)
        {
            var endpoint = outputs.Text(endpoints, name, $"{Endpoints}.{name}") ?? "";
            var hostKey = outputs.Text(keys, name, $"{HostKeys}.{name}") ?? "";
            if (SshOutput.Endpoint(endpoint) is not var (host, port))
            {
                throw outputs.Wrong($"{Endpoints}.{name}: {SshOutput.Quoted(endpoint)} is not a host and a port.");
            }

            return SshOutput.IsHostKey(hostKey)
                ? new Login(name, host, port, hostKey)
                : throw outputs.Wrong($"{HostKeys}.{name}: {SshOutput.Quoted(hostKey)} is not a host key.");
        }
    }

    private static string Instead(ImmutableArray<string> names) =>
        names.IsEmpty ? ""
        : names.Length > Named ? $", but {string.Join(", ", names.Take(Named))} and {names.Length - Named} more"
        : $", but {string.Join(", ", names)}";
}
