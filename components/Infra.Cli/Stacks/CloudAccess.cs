using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Infra.Core.Spec.Access;

namespace Infra.Cli.Stacks;

/// <summary>How to log in to a stack on a cloud, from the outputs of its last <c>pulumi up</c>.</summary>
internal static partial class CloudAccess
{
    private const string Endpoints = "sshEndpoints";
    private const string HostKeys = "hostKeys";

    /// <summary>
    /// Bastions first, then nodes; each by name. What comes out of a state is checked before it becomes part of a configuration.
    /// </summary>
    /// <exception cref="UserException">The outputs are not this stack's, or a node is missing: it was added since.</exception>
    internal static ImmutableArray<Login> Logins(LoadedStack loaded, StackOutputs outputs)
    {
        var nodes = loaded.Plan.Topology.Nodes.Select(node => node.Key).ToImmutableSortedSet(StringComparer.Ordinal);
        var (endpoints, keys) = (outputs.Map(Endpoints), outputs.Map(HostKeys));
        var names = endpoints.Select(entry => entry.Key).Order(StringComparer.Ordinal).ToImmutableArray();
        if (names.FirstOrDefault(name => !Name().IsMatch(name)) is { } strange)
        {
            throw outputs.Wrong($"{Quoted(strange)} is not the name of a node.");
        }

        if (nodes.FirstOrDefault(node => !names.Contains(node)) is { } missing)
        {
            throw outputs.Wrong($"it has no node {missing}. Was it added since the last up?");
        }

        // Of the plan and no others: outputs of an earlier up may still name a node that is now removed, and the first is the jump.
        var bastions = loaded.Plan.Topology.Bastions.Select(bastion => bastion.Machine.Key).Where(names.Contains).ToImmutableArray();
        if (loaded.Plan.Spec.Access is AccessPath.Bastions && bastions.IsEmpty)
        {
            throw outputs.Wrong("it has no bastion. Was 'access: bastion' added since the last up?");
        }

        return [.. bastions.Select(Of), .. names.Where(nodes.Contains).Select(name => Of(name) with { Jump = bastions.FirstOrDefault() })];

        Login Of(string name)
        {
            var endpoint = outputs.Text(endpoints, name, $"the endpoint of {name}") ?? "";
            var hostKey = outputs.Text(keys, name, $"the host key of {name}") ?? "";
            var match = Endpoint().Match(endpoint);
            if (!match.Success || !int.TryParse(match.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                throw outputs.Wrong($"{Quoted(endpoint)} is not a host and a port ({name}).");
            }

            return HostKey().IsMatch(hostKey)
                ? new Login(name, match.Groups["host"].Value.Trim('[', ']'), port, hostKey)
                : throw outputs.Wrong($"{Quoted(hostKey)} is not a host key ({name}).");
        }
    }

    private static string Quoted(string text) => $"'{(text.Length > 60 ? text[..60] + "…" : text)}'";

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,40}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A(?<host>[A-Za-z0-9][A-Za-z0-9.-]{0,252}|\[[0-9A-Fa-f:.]{2,45}\]):(?<port>[1-9][0-9]{0,4})\z")]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"\Assh-ed25519 AAAA[A-Za-z0-9+/]{20,120}={0,2}\z")]
    private static partial Regex HostKey();
}
