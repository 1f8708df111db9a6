namespace Infra.Core.Addressing;

/// <summary>Transport protocols in the policy.</summary>
public enum IpProtocol
{
    Tcp,
    Udp,
    Esp,
}
