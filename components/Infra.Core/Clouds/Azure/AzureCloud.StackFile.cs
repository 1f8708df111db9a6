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

namespace Infra.Core.Clouds.Azure;

/// <content>Stack file rules for Azure.</content>
internal sealed partial class AzureCloud
{
    public ImmutableArray<string> OwnKeys { get; } = [.. ProjectKeys.OfAccounts, "subscription"];

    public AccountForm? Account { get; } =
        new(
            "subscription",
            "an Azure subscription",
            "subscription: 00000000-0000-4000-8000-000000000000",
            (node, bag) => PeerIds.Uuid(node, "a subscription's id", bag, BadId.OwnAccount),
            () => SchemaParts.AnyText("The Azure subscription that everything is created in.")
        );

    public RunAsForm? RunAs { get; } = new AzureRunAsForm();

    public DiskKeyForm? DiskKey => DiskEncryptionSet.OfDisks;

    public ExtraGroupForm? ExtraGroup { get; } =
        new(
            "an application security group's resource ID",
            ApplicationSecurityGroup(),
            "'/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/applicationSecurityGroups/…'",
            // https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits: 20 for an IP
            // configuration, of which one is the service's.
            19
        );

    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
    public ZoneKey? DnsZone { get; } = new("resourceGroup", "resource group name", ResourceGroup(), "dns");

    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
    public NetworkForm? ExistingNetwork { get; } =
        new(
            new IdForm(
                "id",
                "virtual network resource ID",
                VirtualNetwork(),
                "/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…"
            ),
            new IdForm("name", "subnet name", Subnet(), "data-1"),
            WidestNetwork: 8
        );

    public PeeringForm? Peering { get; } = new AzurePeeringForm();

    // https://learn.microsoft.com/azure/bastion/configuration-settings#subnet: AzureBastionSubnet, /26 or wider.
    public ManagedTunnel? Tunnel { get; } = new("azure-bastion", "an Azure Bastion", IsInTheNetwork: true, LongestPrefix: 21);

    public (string Reason, string Remedy)? NoSingleNatGateway => null;

    public string? ProblemOfImage(string imageId) =>
        ManagedImage().IsMatch(imageId)
            ? "is a managed image, which Azure does not support with Trusted Launch, and every VM uses Trusted Launch. "
                + "It must be in a Compute Gallery, defined with `--hyper-v-generation V2 --features "
                + "SecurityType=TrustedLaunchSupported`"
        : GalleryImage().IsMatch(imageId) ? null
        : ImageIds.NotAnImage(
            Title,
            "a resource id that ends in `/providers/Microsoft.Compute/galleries/<gallery>/images/<image>`, with or without a version"
        );

    public IEnumerable<string> RulesAgainst(string name, bool begins) => AzureReservedNames.RulesAgainst(name, begins);

    // By number: VolumeNumbers.
    public string? AttachedAs(string volume) => null;

    public void CheckQuotas(IReadOnlyDictionary<string, int> stated, SourceLocation where, DiagnosticBag bag) { }

    [GeneratedRegex(
        @"\A/subscriptions/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/resourceGroups/[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]"
            + @"/providers/Microsoft\.Network/applicationSecurityGroups/[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?\z"
    )]
    private static partial Regex ApplicationSecurityGroup();

    [GeneratedRegex(@"\A[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]\z")]
    private static partial Regex ResourceGroup();

    [GeneratedRegex(
        @"\A/subscriptions/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/resourceGroups/[A-Za-z0-9_().-]{0"
            + @",89}[A-Za-z0-9_()-]/providers/Microsoft\.Network/virtualNetworks/[A-Za-z0-9][A-Za-z0-9_.-]{0"
            + @",62}[A-Za-z0-9_]\z"
    )]
    private static partial Regex VirtualNetwork();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?\z")]
    private static partial Regex Subnet();

    // What azurerm_linux_virtual_machine accepts as source_image_id, including letter case, without other people's galleries: an image runs
    // as root.
    [GeneratedRegex(
        @"^/subscriptions/[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/resourceGroups/[^/\s]{1,90}/providers"
            + @"/Microsoft\.Compute/galleries/[\w.]{1,80}/images/[\w.-]{1,80}(?:/versions/(?:\d+\.\d+\.\d+|latest))?\z"
    )]
    private static partial Regex GalleryImage();

    // Trusted Launch does not support "Managed Image":
    // https://learn.microsoft.com/azure/virtual-machines/trusted-launch#unsupported-features
    [GeneratedRegex(@"/providers/Microsoft\.Compute/images/", RegexOptions.IgnoreCase)]
    private static partial Regex ManagedImage();
}
