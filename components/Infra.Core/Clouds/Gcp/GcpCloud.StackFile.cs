using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Customers;
using Infra.Core.Spec.Dns;
using Infra.Core.Spec.Existing;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Identity;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Schema;

namespace Infra.Core.Clouds.Gcp;

/// <content>Stack file rules for Google Cloud.</content>
internal sealed partial class GcpCloud
{
    public ImmutableArray<string> OwnKeys { get; } = [.. ProjectKeys.OfAccounts, "project"];

    public AccountForm? Account { get; } =
        new(
            "project",
            "a Google Cloud project",
            "project: your-project-id",
            (node, bag) =>
                PeerIds.Read(
                    node,
                    GcpSideReader.ProjectForm(),
                    "a project's id",
                    "'clients-production': the ID, not the number or the display name",
                    bag,
                    BadId.OwnAccount
                ),
            () => SchemaParts.AnyText("The Google Cloud project that everything is created in.")
        );

    public RunAsForm? RunAs { get; } = new GcpRunAsForm();

    public DiskKeyForm? DiskKey => CryptoKey.OfDisks;

    public ExtraGroupForm? ExtraGroup { get; } =
        new(
            "a network tag",
            PlainName(),
            "'customer-clients': 1 to 63 lower-case letters, digits and dashes, starting with a letter",
            // https://cloud.google.com/vpc/docs/add-remove-network-tags#restrictions
            64
        );

    // https://cloud.google.com/dns/docs/reference/rest/v1/managedZones: 1-63 characters.
    public ZoneKey? DnsZone { get; } = new("managedZone", "Cloud DNS managed zone name", PlainName(), "example-com");

    // https://cloud.google.com/compute/docs/naming-resources
    public NetworkForm? ExistingNetwork { get; } =
        new(
            new IdForm("name", "network name", PlainName(), "shared"),
            new IdForm("name", "subnetwork name", PlainName(), "data-b"),
            WidestNetwork: 8
        );

    public PeeringForm? Peering { get; } = new GcpPeeringForm();

    // https://cloud.google.com/iap/docs/using-tcp-forwarding
    public ManagedTunnel? Tunnel { get; } = new("iap", "Identity-Aware Proxy", IsInTheNetwork: false, LongestPrefix: null);

    public (string Reason, string Remedy)? NoSingleNatGateway { get; } =
        (
            "Google Cloud NAT is regional and billed per VM: 'one' would not save anything.",
            "Write 'per-zone', which gives each zone its own address, or 'none'."
        );

    public string? ProblemOfImage(string imageId) =>
        Image().IsMatch(imageId) ? null : ImageIds.NotAnImage(Title, "`projects/<project>/global/images/<image>`");

    public IEnumerable<string> RulesAgainst(string name, bool begins) => [];

    public string? AttachedAs(string volume) => null;

    public void CheckQuotas(IReadOnlyDictionary<string, int> stated, SourceLocation where, DiagnosticBag bag) { }

    [GeneratedRegex(@"\A[a-z]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex PlainName();

    // An image or an image family, by path or link: https://cloud.google.com/compute/docs/images/image-families-best-practices
    [GeneratedRegex(
        @"^(?:https://www\.googleapis\.com/compute/v1/)?projects/[a-z][-a-z0-9.:]*[a-z0-9]/global/images/(?:family"
            + @"/)?[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?\z"
    )]
    private static partial Regex Image();
}
