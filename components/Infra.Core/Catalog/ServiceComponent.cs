using Infra.Core.Addressing;

namespace Infra.Core.Catalog;

/// <summary>Something that listens on a service's nodes.</summary>
public sealed record ServiceComponent
{
    private ServiceComponent(string name, int defaultPort, Audience audience, string purpose, int? onFirst)
    {
        Name = name;
        DefaultPort = defaultPort;
        Audience = audience;
        Purpose = purpose;
        OnFirst = onFirst;
    }

    /// <summary>Unique in its service type: lower case and underscores, like the access components.</summary>
    public string Name { get; }

    /// <summary>All of these products use TCP, among themselves and with clients.</summary>
    public IpProtocol Protocol { get; } = IpProtocol.Tcp;

    /// <summary>The product's own default, for information; never the port used. 0 if the product picks one at start.</summary>
    public int DefaultPort { get; }

    public Audience Audience { get; }

    public string Purpose { get; }

    /// <summary>
    /// Null if it runs on every node, otherwise how many nodes it runs on, those with the lowest slots. Only peer components may run on
    /// fewer: clients find a service under one name and may reach any node.
    /// </summary>
    public int? OnFirst { get; }

    /// <summary>Open to those whom the stack file admits; otherwise only peers use it.</summary>
    public bool ForClients => Audience != Audience.Peers;

    /// <summary>Its port if fixed; null if it gets one in the project's range.</summary>
    public int? FixedPort => Audience == Audience.Web ? ReservedPorts.Web : null;

    /// <summary>For the service's clients, on a port in the project's range.</summary>
    public static ServiceComponent Client(string name, int defaultPort, string purpose) =>
        new(name, defaultPort, Audience.Clients, purpose, null);

    /// <summary>A web interface for the service's clients, on 443.</summary>
    public static ServiceComponent Web(string name, int defaultPort, string purpose) => new(name, defaultPort, Audience.Web, purpose, null);

    /// <summary>For the service's own nodes only, on a port in the project's range.</summary>
    /// <param name="onFirst">See <see cref="OnFirst"/>.</param>
    public static ServiceComponent Peer(string name, int defaultPort, string purpose, int? onFirst = null) =>
        new(name, defaultPort, Audience.Peers, purpose, onFirst);
}

/// <summary>Who uses a component.</summary>
public enum Audience
{
    /// <summary>Clients, and peers if a flow allows it.</summary>
    Clients,

    /// <summary>Clients' browsers and HTTP clients, on the single port for web interfaces.</summary>
    Web,

    /// <summary>The service's other nodes, inside the tunnel.</summary>
    Peers,
}
