using Infra.Core.Catalog;
using Infra.Core.Policy;
using Infra.Core.Spec;

namespace Infra.Core.Sdn;

/// <summary>A flow that a cloud's filter can say, and what it is for: rules are named by this, and never by their content.</summary>
/// <param name="Component">The component that clients connect to; null for other purposes.</param>
internal sealed record FlowRole(Flow Flow, FlowPurpose Purpose, string? Component)
{
    /// <summary>The purpose in rules' names: <c>clients</c>.</summary>
    internal string Word =>
        Purpose switch
        {
            FlowPurpose.Management => "management",
            FlowPurpose.Platform => "platform",
            FlowPurpose.Peers => "peers",
            FlowPurpose.Clients => "clients",
            _ => throw new InvalidOperationException($"Flow {Flow.Key}: no such purpose {Purpose}."),
        };

    /// <summary>One of the two: the role, or why no cloud's filter can say the flow.</summary>
    internal static (FlowRole? Role, RefusedFlow? Refused) Of(Flow flow, ServiceSpec service)
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
            FlowSource.Peers => Role(flow, FlowPurpose.Peers),
            FlowSource.Networks { Zone: FlowZones.Management } => Role(flow, FlowPurpose.Management),
            FlowSource.Networks { Zone: FlowZones.Platform } => Role(flow, FlowPurpose.Platform),
            FlowSource.Networks when flow.Key.Split('/') is [_, var name, "clients"] && IsComponent(service, name) => Role(
                flow,
                FlowPurpose.Clients,
                name
            ),
            FlowSource.Networks => Refused(flow, "it is about no component of the service, so its rule would have no lasting place."),
            _ => Refused(flow, $"the cloud's filter has no words for its source, {flow.Source}."),
        };
    }

    private static (FlowRole? Role, RefusedFlow? Refused) Role(Flow flow, FlowPurpose purpose, string? component = null) =>
        (new FlowRole(flow, purpose, component), null);

    private static (FlowRole? Role, RefusedFlow? Refused) Refused(Flow flow, string reason) => (null, new RefusedFlow(flow.Key, reason));

    private static bool IsComponent(ServiceSpec service, string name) =>
        ServiceCatalog.Find(service.Type)?.Components.Any(component => component.Name == name) == true;
}

/// <summary>What connections to a service's nodes are for, as far as a cloud's filter is concerned.</summary>
internal enum FlowPurpose
{
    /// <summary>Operators' logins.</summary>
    Management,

    /// <summary>The operators' platform.</summary>
    Platform,

    /// <summary>The tunnel between nodes of one service, both directions.</summary>
    Peers,

    /// <summary>Clients of one component, whichever way they come in.</summary>
    Clients,
}
