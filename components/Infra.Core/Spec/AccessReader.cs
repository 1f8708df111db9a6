using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads who may reach a service: <c>allowedSources</c> and <c>publicAccess</c>, of the service and of single components.</summary>
internal sealed class AccessReader(SourceListReader sources, DiagnosticBag bag)
{
    internal const string Sources = "allowedSources";
    internal const string Public = "publicAccess";

    /// <summary>The service's own access: nobody, unless the file names someone.</summary>
    internal ClientAccess ReadService(MapReader map) => Read(map, new ClientAccess([], PublicAccess: true));

    /// <summary>
    /// The components that have an access of their own. A key that is not there is the service's; a list that is there,
    /// empty or not, stands instead of the service's: removing its last entry lets nobody in.
    /// </summary>
    internal ImmutableSortedDictionary<string, ClientAccess> ReadComponents(TextNode? node, ServiceType? type, ClientAccess service)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, ClientAccess>(StringComparer.Ordinal);
        if (node is null || type is null)
        {
            return found.ToImmutable();
        }

        var what = $"the components of {type.Name} that clients may reach";
        if (MapReader.Open(node, what, bag, [.. type.ForClients.Select(component => component.Name)]) is null)
        {
            return found.ToImmutable();
        }

        foreach (var entry in ((TextNode.Map)node).Entries.Where(entry => type.ForClients.Any(component => component.Name == entry.Key)))
        {
            if (MapReader.Open(entry.Value, $"the component {Shown.Quote(entry.Key)}", bag, Sources, Public) is { } map)
            {
                found[entry.Key] = Read(map, service);
            }
        }

        return found.ToImmutable();
    }

    private ClientAccess Read(MapReader map, ClientAccess inherited)
    {
        var isPublic = ValueReader.Boolean(map.Optional(Public), "public access", bag) ?? inherited.PublicAccess;
        var list = map.Optional(Sources);
        return new ClientAccess(list is null ? inherited.AllowedSources : sources.Allowed(list, isPublic), isPublic);
    }
}
