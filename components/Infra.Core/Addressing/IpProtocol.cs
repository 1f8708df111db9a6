namespace Infra.Core.Addressing;

/// <summary>Transport protocols the policy speaks of.</summary>
public enum IpProtocol
{
    Tcp,
    Udp,
    Esp,
}
