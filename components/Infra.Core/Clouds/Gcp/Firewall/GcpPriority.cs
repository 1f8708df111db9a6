namespace Infra.Core.Clouds.Gcp;

/// <summary>
/// Two bands: below 1000, the default for rules, and far below 65534 and 65535, where GCP's own are (a default network's, which allow SSH,
/// RDP, ICMP and everything within the network; and the implied ones, which allow all egress): in an existing network, what others allow
/// for all VMs does not reach these nodes. Numbers below 500 are free for rules meant to override these, such as a customer's own; they are
/// never touched. Priorities need not be unique, and all allow rules commute.
/// </summary>
public static class GcpPriority
{
    public const int Allow = 500;

    public const int Deny = 900;
}
