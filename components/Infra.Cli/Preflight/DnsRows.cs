using Infra.Core.Spec.Dns;

namespace Infra.Cli.Preflight;

/// <summary>Whether the DNS zone for the names exists.</summary>
internal static class DnsRows
{
    /// <param name="zone">The zone's name as reported by its cloud, and whether it is public.</param>
    internal static PreflightRow Of(DnsSpec dns, Reply<(string Name, bool IsPublic)> zone) =>
        zone.Row(
            "DNS zone",
            dns.Zone,
            found =>
                (found.Name.TrimEnd('.') == dns.Zone, found.IsPublic) switch
                {
                    (true, true) => PreflightRow.Ok("DNS zone", dns.Zone, "there"),
                    (true, false) => Failed(dns, "it is a private zone", "Use a public zone."),
                    _ => Failed(dns, $"'{dns.CloudId}' is the zone {found.Name}", "Correct the zone's name or its ID."),
                },
            "Create the zone, or correct its ID; then delegate it."
        );

    private static PreflightRow Failed(DnsSpec dns, string found, string remedy) =>
        new("DNS zone", dns.Zone, PreflightVerdict.Failed, found, remedy);
}
