using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>
/// Reads who may reach a service: <c>allowedSources</c> and <c>publicAccess</c>, of the service and of single components.
/// </summary>
/// <param name="publicByDefault">What <c>publicAccess</c> is where no one wrote it: false in a project with peerings.</param>
/// <param name="noAddresses">Why nodes of this project cannot have public addresses, with the remedy; null: they can.</param>
internal sealed class AccessReader(
    SourceListReader sources,
    bool publicByDefault,
    (string Reason, string Remedy)? noAddresses,
    DiagnosticBag bag
)
{
    internal const string Sources = "allowedSources";
    internal const string Public = "publicAccess";

    /// <summary>
    /// The service's own access, nobody unless the file names someone, and that of its components; and whether its nodes
    /// have public addresses, which takes a written word: a default opens no way in.
    /// </summary>
    internal (ClientAccess Service, ImmutableSortedDictionary<string, ClientAccess> Components, bool PublicAddresses) Read(
        MapReader map,
        ServiceType? type
    )
    {
        var service = Read(map, new Inherited(new ClientAccess([], publicByDefault), IsWritten: false));
        var components = ReadComponents(map.Optional("components"), type, service);
        return (
            service.Access,
            components.ToImmutableSortedDictionary(component => component.Key, component => component.Value.Access, StringComparer.Ordinal),
            service.GivesAddresses || components.Values.Any(component => component.GivesAddresses)
        );
    }

    /// <summary>
    /// The components that have an access of their own. A key that is not there is the service's; a list that is there,
    /// empty or not, stands instead of the service's: removing its last entry lets nobody in.
    /// </summary>
    private ImmutableSortedDictionary<string, Inherited> ReadComponents(TextNode? node, ServiceType? type, Inherited service)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, Inherited>(StringComparer.Ordinal);
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

    private Inherited Read(MapReader map, Inherited inherited)
    {
        var node = map.Optional(Public);
        var written = ValueReader.Boolean(node, "public access", bag);
        if (written == true && noAddresses is { } none)
        {
            bag.Error(DiagnosticCodes.NoPublicAddressHere, node!.Where, none.Reason, none.Remedy);
        }

        var isPublic = written ?? inherited.Access.PublicAccess;
        var isWritten = written is not null || inherited.IsWritten;
        var list = map.Optional(Sources);
        var internet = (isPublic, isWritten) switch
        {
            (true, true) => InternetSources.LetIn,
            (true, false) => InternetSources.LetInWithoutAddress,
            (false, true) => InternetSources.Refused,
            (false, false) => InternetSources.LeftOut,
        };
        return new Inherited(
            new ClientAccess(list is null ? inherited.Access.AllowedSources : sources.Allowed(list, internet), isPublic),
            isWritten
        );
    }

    /// <param name="IsWritten">Whether the file says what public access is, so that a list that contradicts it is a mistake.</param>
    private sealed record Inherited(ClientAccess Access, bool IsWritten)
    {
        internal bool GivesAddresses => Access.PublicAccess && IsWritten;
    }
}
