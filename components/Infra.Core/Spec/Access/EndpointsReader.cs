using System.Collections.Immutable;
using System.Globalization;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Access;

/// <summary>
/// Reads <c>endpoints</c>: host and port by node. Whether these are the nodes there are is checked once there is a topology.
/// </summary>
internal sealed class EndpointsReader(DiagnosticBag bag)
{
    internal const string Key = "endpoints";
    internal const string Host = "host";
    internal const string Port = "port";
    internal const int LastPort = 65535;
    private const string Example = "{ host: 127.0.0.1, port: 22001 }";

    internal ImmutableSortedDictionary<string, Endpoint> Read(TextNode? node)
    {
        var endpoints = ImmutableSortedDictionary.CreateBuilder<string, Endpoint>(StringComparer.Ordinal);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in node is null ? [] : MapReader.AsMap(node, "the endpoints", bag)?.Entries ?? [])
        {
            if (ReadOne(entry) is not { } endpoint)
            {
                continue;
            }

            endpoints.Add(entry.Key, endpoint);
            var listener = string.Create(CultureInfo.InvariantCulture, $"{HostForm.Listener(endpoint.Host)} {endpoint.Port}");
            if (!taken.TryAdd(listener, entry.Key))
            {
                bag.Error(
                    DiagnosticCodes.EndpointTwice,
                    entry.KeyWhere,
                    $"{Shown.Quote(entry.Key)} has the same host and port as {Shown.Quote(taken[listener])}: one port leads to one node.",
                    "Give each node a port of its own."
                );
            }
        }

        return endpoints.ToImmutable();
    }

    private Endpoint? ReadOne(TextEntry entry)
    {
        string[] keys = [Host, Port];
        if (MapReader.Open(entry.Value, $"the endpoint of {Shown.Quote(entry.Key)}", Example, keys, keys, bag) is not { } map)
        {
            return null;
        }

        var hostNode = map.Required(Host, "host: 127.0.0.1");
        var host = ReadHost(hostNode);
        var port = ValueReader.Integer(map.Required(Port, "port: 22001"), "the port", "", 1, LastPort, bag);
        return host is null || port is null ? null : new Endpoint(host, port.Value);
    }

    private string? ReadHost(TextNode? node)
    {
        if (ValueReader.Text(node, "the host", bag) is not { } text)
        {
            return null;
        }

        if (HostForm.Read(text, out var problem, out var remedy) is { } host)
        {
            return host;
        }

        bag.Error(DiagnosticCodes.BadHost, node!.Where, $"{Shown.Quote(text)} {problem}.", remedy);
        return null;
    }
}
