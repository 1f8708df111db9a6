using Infra.Core.Catalog;
using Infra.Core.Policy;
using Infra.Core.Spec;

namespace Infra.Core.Sdn.Openings;

/// <summary>What a flow is for, as far as the cloud's filter is concerned; or why that filter cannot say it.</summary>
internal sealed record FlowRole(Flow Flow, OpeningKind? Kind, string? Component, string? Refusal)
{
    internal static FlowRole Of(Flow flow, ServiceSpec service)
    {
        if (flow.OnlyTo is not null)
        {
            return Refused(flow, "it is for some of the service's nodes, and the cloud's filter knows services alone.");
        }

        if (flow.Ports.IsEmpty && flow.Protocol is not IpProtocol.Esp)
        {
            return Refused(flow, "it names no port, and no port at all would read as every port.");
        }

        return flow.Source switch
        {
            FlowSource.Peers => new(flow, OpeningKind.Peers, null, null),
            FlowSource.Networks { Zone: FlowZones.Management } => new(flow, OpeningKind.Management, null, null),
            FlowSource.Networks { Zone: FlowZones.Platform } => new(flow, OpeningKind.Platform, null, null),
            FlowSource.Networks when flow.Key.Split('/') is [_, var name, "clients"] && IsComponent(service, name) => new(flow, OpeningKind.ClientsOf, name, null),
            FlowSource.Networks => Refused(flow, "it is about no component of the service, so its rule would have no lasting place."),
            _ => Refused(flow, $"the cloud's filter has no words for its source, {flow.Source}."),
        };
    }

    internal FlowRole Refuse(string reason) => Refused(Flow, reason);

    private static FlowRole Refused(Flow flow, string reason) => new(flow, null, null, reason);

    private static bool IsComponent(ServiceSpec service, string name) =>
        ServiceCatalog.Find(service.Type)?.Components.Any(component => component.Name == name) == true;
}
