namespace Infra.Core.Sdn.Gcp;

/// <summary>How many rules there may be and how much one holds; checked while planning.</summary>
/// <param name="Rules">VPC firewall rules in the cloud's project, whatever networks they are in.</param>
/// <param name="RangesPerRule">Source or destination ranges of one rule.</param>
public sealed record GcpFirewallQuota(int Rules, int RangesPerRule)
{
    /// <summary>
    /// Rules: what a new project has (`gcloud compute project-info describe`, metric FIREWALLS; 500 is seen as well, and Google
    /// raises it on request). Others' rules in the same cloud project count too, and are not known here.
    /// Ranges: https://cloud.google.com/firewall/docs/quotas. Never met here: 10 service accounts a rule (one is).
    /// </summary>
    public static GcpFirewallQuota Default { get; } = new(100, 5000);
}
