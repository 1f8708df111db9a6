using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Core.Clouds;

namespace Infra.Core.Spec.Existing;

/// <summary>How a cloud names networks and subnets that exist: the keys, in its own words, and what their values look like.</summary>
internal sealed partial record NetworkForm(IdForm Network, IdForm Subnet, int WidestNetwork)
{
    /// <summary>AWS takes no narrower subnet, and on the other clouds a narrower one holds no two nodes.</summary>
    internal const int Narrowest = 28;

    /// <summary>AWS takes no wider one, and nobody needs one.</summary>
    internal const int WidestSubnet = 16;

    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html: 8 or 17 hexadecimal digits.
    private static readonly NetworkForm Aws = new(
        new IdForm("id", "id of a VPC", Vpc(), "vpc-0a1b2c3d4e5f60718"),
        new IdForm("id", "id of a subnet", AwsSubnet(), "subnet-0a1b2c3d4e5f60718"),
        WidestNetwork: 16
    );

    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
    private static readonly NetworkForm Azure = new(
        new IdForm(
            "id",
            "resource id of a virtual network",
            VirtualNetwork(),
            "/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…"
        ),
        new IdForm("name", "name of a subnet", AzureSubnet(), "data-1"),
        WidestNetwork: 8
    );

    // https://cloud.google.com/compute/docs/naming-resources
    private static readonly NetworkForm Gcp = new(
        new IdForm("name", "name of a network", GcpName(), "shared"),
        new IdForm("name", "name of a subnetwork", GcpName(), "data-b"),
        WidestNetwork: 8
    );

    /// <summary>Every cloud's keys, for files whose cloud is not known.</summary>
    internal static ImmutableArray<string> AllKeys { get; } = ["id", "name"];

    /// <summary>A cloud's; null where there is nothing but what we make.</summary>
    internal static NetworkForm? Of(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => Aws,
            CloudKind.Azure => Azure,
            CloudKind.Gcp => Gcp,
            _ => null,
        };

    [GeneratedRegex(@"\Avpc-([0-9a-f]{8}|[0-9a-f]{17})\z")]
    private static partial Regex Vpc();

    [GeneratedRegex(@"\Asubnet-([0-9a-f]{8}|[0-9a-f]{17})\z")]
    private static partial Regex AwsSubnet();

    [GeneratedRegex(
        @"\A/subscriptions/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/resourceGroups/[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]/providers/Microsoft\.Network/virtualNetworks/[A-Za-z0-9][A-Za-z0-9_.-]{0,62}[A-Za-z0-9_]\z"
    )]
    private static partial Regex VirtualNetwork();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?\z")]
    private static partial Regex AzureSubnet();

    [GeneratedRegex(@"\A[a-z]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex GcpName();
}

/// <summary>A key and the form of its value.</summary>
/// <param name="What">Completes "'x' is no …".</param>
internal sealed record IdForm(string Key, string What, Regex Form, string Example);
