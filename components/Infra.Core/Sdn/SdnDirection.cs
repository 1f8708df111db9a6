namespace Infra.Core.Sdn;

/// <summary>Which way a rule of the cloud's own firewall looks, seen from the node.</summary>
public enum SdnDirection
{
    Ingress,
    Egress,
}
