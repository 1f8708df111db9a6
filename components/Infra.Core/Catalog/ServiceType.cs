using System.Collections.Immutable;
using Infra.Core.Policy;

namespace Infra.Core.Catalog;

/// <summary>A kind of data service: what listens on its nodes, who talks to it, and which sizes it comes in.</summary>
/// <param name="Name">As in the stack file: <c>postgresql</c>.</param>
/// <param name="Components">What listens on every node, in the order in which ports are first handed out.</param>
/// <param name="PeerFlows">What nodes of one service say to each other; always inside the tunnel.</param>
/// <param name="RequiredVolumes">Volumes every service of this type must have.</param>
/// <param name="MaxNodes">Most nodes of one service.</param>
/// <param name="Plans">By name.</param>
public sealed record ServiceType(
    string Name,
    ImmutableArray<ServiceComponent> Components,
    ImmutableArray<PeerFlow> PeerFlows,
    ImmutableArray<string> RequiredVolumes,
    int MaxNodes,
    ImmutableSortedDictionary<string, ServicePlan> Plans);

/// <summary>Something that listens on a node; it gets one port in the project's range.</summary>
/// <param name="Name">Unique in its service type.</param>
/// <param name="DefaultPort">The product's own default, for the reader; never the port used.</param>
/// <param name="ForClients">Open to the service's <c>allowedSources</c>; otherwise only peers talk to it.</param>
public sealed record ServiceComponent(string Name, IpProtocol Protocol, int DefaultPort, bool ForClients, string Purpose);

/// <summary>A conversation between nodes of one service.</summary>
/// <param name="Name">Unique in its service type; part of the flow's key.</param>
/// <param name="Components">The components whose ports it uses; all of one protocol.</param>
public sealed record PeerFlow(string Name, ImmutableArray<string> Components, string Reason);
