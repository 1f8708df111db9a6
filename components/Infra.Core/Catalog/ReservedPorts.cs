namespace Infra.Core.Catalog;

/// <summary>Ports with a fixed meaning on every node (from the reference platform's node firewall).</summary>
public static class ReservedPorts
{
    public const int Ssh = 22;
    public const int Web = 443;
    public const int PlatformManagement = 30287;
    public const int IpsecKeyExchange = 500;
    public const int IpsecNatTraversal = 4500;
    public const int WireGuard = 4501;

    /// <summary>First port for services.</summary>
    public const int FirstService = 10000;

    /// <summary>Last port for services, inclusive.</summary>
    public const int LastService = 30000;

    /// <summary>Whether a service component may listen here. The fixed ports are all outside the range; a test enforces it.</summary>
    public static bool IsForServices(int port) =>
        port is >= FirstService and <= LastService
        && port is not (Ssh or Web or PlatformManagement or IpsecKeyExchange or IpsecNatTraversal or WireGuard);
}
