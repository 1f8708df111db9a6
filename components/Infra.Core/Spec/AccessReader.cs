using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Byoc;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>
/// Reads who may reach a service: <c>allowedSources</c> and <c>publicAccess</c>, of the service and of individual components.
/// </summary>
/// <param name="exposure">Of a project in the customer's account, where it is what the services inherit; otherwise null.</param>
/// <param name="publicByDefault">The default of <c>publicAccess</c> otherwise: false in a project with peerings.</param>
/// <param name="noAddresses">Why nodes of this project cannot have public addresses, with the remedy; null if they can.</param>
internal sealed class AccessReader(
    SourceListReader sources,
    Exposure? exposure,
    bool publicByDefault,
    (string Reason, string Remedy)? noAddresses,
    DiagnosticBag bag
)
{
    internal const string Sources = "allowedSources";
    internal const string Public = "publicAccess";

    /// <summary>
    /// Reads the service's own access (nobody unless the file lists sources), its components' access, and whether its nodes have public
    /// addresses. Public addresses must be requested explicitly: a default exposes nothing.
    /// </summary>
    internal (ClientAccess Service, ImmutableSortedDictionary<string, ClientAccess> Components, bool PublicAddresses) Read(
        MapReader map,
        ServiceType? type
    )
    {
        var isPublic = exposure is null ? publicByDefault : exposure == Exposure.Public;
        var service = Read(map, new Inherited(new ClientAccess([], isPublic), IsWritten: exposure is not null));
        var components = ReadComponents(map.Optional("components"), type, service);
        return (
            service.Access,
            components.ToImmutableSortedDictionary(component => component.Key, component => component.Value.Access, StringComparer.Ordinal),
            service.GivesAddresses || components.Values.Any(component => component.GivesAddresses)
        );
    }

    /// <summary>
    /// Reads the components with their own access. A missing key inherits the service's; a list, even an empty one, replaces it, so that
    /// removing its last entry admits nobody.
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
            _ when exposure == Exposure.Private => InternetSources.NotExposed,
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

    /// <param name="IsWritten">Whether the file sets public access explicitly, so that a contradicting list is an error.</param>
    private sealed record Inherited(ClientAccess Access, bool IsWritten)
    {
        internal bool GivesAddresses => Access.PublicAccess && IsWritten;
    }
}
