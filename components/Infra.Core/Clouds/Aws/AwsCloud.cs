using System.Collections.Immutable;
using Infra.Core.Catalog;

namespace Infra.Core.Clouds.Aws;

/// <summary>Amazon Web Services.</summary>
internal sealed partial class AwsCloud : ICloud
{
    // https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
    private static readonly string[] Apart = ["cn-", "us-gov-", "us-iso", "eu-isoe-", "eusc-"];

    // The sixth zone of us-east-1 (use1-az3, for most accounts e) has only old families: https://github.com/skypilot-org/skypilot-catalog,
    // catalogs/v8/aws/vms.csv, taken from DescribeInstanceTypeOfferings.
    private static readonly string[] WithoutPlans = ["us-east-1e"];

    public CloudKind Kind => CloudKind.Aws;

    public string Word => "aws";

    public string Title => "AWS";

    public bool IsThisMachine => false;

    public CloudLimits Limits => AwsLimits.All;

    public TagRules Tags { get; } = AwsLimits.Tags;

    public ImmutableArray<CloudQuota> Quotas => AwsQuotas.All;

    public CloudQuota? NetworkPeerings => AwsQuotas.NetworkPeerings;

    public CloudQuota? PeerRoutes => AwsQuotas.RouteTableRoutes;

    public ImmutableArray<string> Regions { get; } = [.. AwsRegions.ZoneLetters.Keys];

    public string SampleRegion => "eu-west-1";

    public bool ZonesNameTheirRegion => true;

    public ListPrices? Prices { get; } = new("eu-west-1", 67, 78, 0.088, ListPrices.ByTheGiB, 35, 0, 3.65, 3.65) { BastionMachine = 8.30 };

    // Route 53 accepts 100 and more.
    public int? AddressesOfAName => null;

    public ImmutableArray<string>? ZonesOf(string region) =>
        AwsRegions.ZoneLetters.TryGetValue(region, out var letters) ? [.. letters.Select(letter => $"{region}{letter}")] : null;

    public bool IsZoneOf(string region, string zone) => Catalog.Regions.IsLetterAfter(region, zone);

    public string SampleZones(string region) => $"{region}a, {region}b";

    /// <summary>c6i has 2 GiB per vCPU, m6i has 4: https://aws.amazon.com/ec2/instance-types/.</summary>
    public MachineSize MachineOf(ServicePlan plan) =>
        plan.Machine(plan.MemoryPerCpuGiB == 2 ? $"c6i.{Size(plan.VirtualCpus)}" : $"m6i.{Size(plan.VirtualCpus)}", rootGiB: 16);

    /// <summary>t3 is on Nitro, as m6i is: https://aws.amazon.com/ec2/instance-types/t3/.</summary>
    public MachineSize BastionMachine => new("t3.micro", 2, 1024, 8);

    /// <summary><c>m6i</c> of <c>m6i.large</c>.</summary>
    public string FamilyOf(string machine) => machine.Split('.')[0];

    public bool MayHave(string zone, string family) => family is not ("m6i" or "c6i") || !WithoutPlans.Contains(zone);

    public bool HasDebianImages(string region) => !Array.Exists(Apart, prefix => region.StartsWith(prefix, StringComparison.Ordinal));

    private static string Size(int virtualCpus) =>
        virtualCpus switch
        {
            2 => "large",
            4 => "xlarge",
            _ => $"{virtualCpus / 4}xlarge",
        };
}
