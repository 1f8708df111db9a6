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

    /// <summary>Unique in its service type: lower case and underscores, as access components are called.</summary>
    public string Name { get; }

    /// <summary>What these products speak among themselves and with clients is all TCP.</summary>
    public IpProtocol Protocol { get; } = IpProtocol.Tcp;

    /// <summary>The product's own default, for the reader; never the port used. 0 where the product draws one when it starts.</summary>
    public int DefaultPort { get; }

    public Audience Audience { get; }

    public string Purpose { get; }

    /// <summary>
    /// On which nodes it runs: null on every one, else on that many, those with the lowest slots. Only what peers alone use
    /// may run on fewer: clients find a service under one name and may meet any node.
    /// </summary>
    public int? OnFirst { get; }

    /// <summary>Open to those the stack file lets in; otherwise only peers talk to it.</summary>
    public bool ForClients => Audience != Audience.Peers;

    /// <summary>Its port when that is fixed; null when it gets one in the project's range.</summary>
    public int? FixedPort => Audience == Audience.Web ? ReservedPorts.Web : null;

    /// <summary>For the service's clients, on a port in the project's range.</summary>
    public static ServiceComponent Client(string name, int defaultPort, string purpose) =>
        new(name, defaultPort, Audience.Clients, purpose, null);

    /// <summary>A web interface for the service's clients, on 443.</summary>
    public static ServiceComponent Web(string name, int defaultPort, string purpose) => new(name, defaultPort, Audience.Web, purpose, null);

    /// <summary>For the service's own nodes alone, on a port in the project's range.</summary>
    /// <param name="onFirst">See <see cref="OnFirst"/>.</param>
    public static ServiceComponent Peer(string name, int defaultPort, string purpose, int? onFirst = null) =>
        new(name, defaultPort, Audience.Peers, purpose, onFirst);
}

/// <summary>Who talks to a component.</summary>
public enum Audience
{
    /// <summary>Clients, and peers where a flow says so.</summary>
    Clients,

    /// <summary>Clients' browsers and HTTP clients, on the one port for web interfaces.</summary>
    Web,

    /// <summary>The service's other nodes, inside the tunnel.</summary>
    Peers,
}
