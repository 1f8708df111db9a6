using System.Collections.Immutable;

namespace Infra.Engine.Program;

/// <summary>
/// A plan's answers to invokes that require a cloud. Mocks cannot answer "unknown", so these are plain placeholders, recognizable in a
/// plan, and each use is reported as a warning: whatever depends on them is decided at <c>pulumi up</c>.
/// </summary>
public static class InvokePlaceholders
{
    private const string NoUuid = "00000000-0000-0000-0000-000000000000";

    /// <summary>Token to result.</summary>
    public static ImmutableDictionary<string, ImmutableDictionary<string, object>> BuiltIn { get; } =
        ImmutableDictionary<string, ImmutableDictionary<string, object>>
            .Empty.Add(
                "aws:ec2/getAmi:getAmi",
                Result(
                    ("id", "ami-00000000000000000"),
                    ("arn", "arn:aws:ec2:::image/ami-00000000000000000"),
                    ("name", "placeholder"),
                    ("architecture", "x86_64"),
                    ("rootDeviceName", "/dev/xvda")
                )
            )
            .Add(
                "aws:index/getAvailabilityZones:getAvailabilityZones",
                Result(
                    ("id", "placeholder"),
                    ("names", ImmutableArray.Create<object>("zone-a", "zone-b", "zone-c")),
                    ("zoneIds", ImmutableArray.Create<object>("zone-1", "zone-2", "zone-3"))
                )
            )
            .Add(
                "aws:index/getCallerIdentity:getCallerIdentity",
                Result(
                    ("id", "000000000000"),
                    ("accountId", "000000000000"),
                    ("arn", "arn:aws:iam::000000000000:user/placeholder"),
                    ("userId", "placeholder")
                )
            )
            .Add(
                "azure:core/getClientConfig:getClientConfig",
                Result(("id", "placeholder"), ("clientId", NoUuid), ("objectId", NoUuid), ("subscriptionId", NoUuid), ("tenantId", NoUuid))
            )
            .Add(
                "gcp:compute/getImage:getImage",
                Result(
                    ("id", "placeholder"),
                    ("name", "placeholder"),
                    ("selfLink", "https://www.googleapis.com/compute/v1/projects/placeholder/global/images/placeholder")
                )
            )
            // With the requested ID, and nothing that could contradict the stack file.
            .Add("aws:ec2/getVpc:getVpc", Result(("state", "available"), ("enableDnsSupport", true)))
            .Add("aws:ec2/getSubnet:getSubnet", Result(("state", "available")))
            .Add("azure:network/getVirtualNetwork:getVirtualNetwork", Result())
            .Add("azure:network/getSubnet:getSubnet", Result())
            .Add("gcp:compute/getNetwork:getNetwork", Result())
            .Add("gcp:compute/getSubnetwork:getSubnetwork", Result())
            .Add("aws:iam/getPolicyDocument:getPolicyDocument", Result(("id", "placeholder"), ("json", "{}"), ("minifiedJson", "{}")));

    private static ImmutableDictionary<string, object> Result(params (string Key, object Value)[] properties) =>
        properties.ToImmutableDictionary(p => p.Key, p => p.Value);
}
