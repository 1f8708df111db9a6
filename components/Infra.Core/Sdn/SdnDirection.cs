namespace Infra.Core.Sdn;

/// <summary>A cloud firewall rule's direction, seen from the node.</summary>
public enum SdnDirection
{
    Ingress,
    Egress,
}
