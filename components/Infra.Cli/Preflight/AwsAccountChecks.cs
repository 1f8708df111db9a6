using System.Collections.Immutable;
using System.Text.Json;
using Infra.Core;
using Infra.Core.Capacity;
using Infra.Core.Catalog;
using Infra.Core.Clouds.Aws;

namespace Infra.Cli.Preflight;

/// <summary>Checks an AWS account with <c>aws</c>. Reads only.</summary>
internal sealed class AwsAccountChecks(ICloudTool tool, ProjectPlan plan, string? imageId) : IAccountChecks
{
    private const string StandardFamilies = "acdhimrtz";

    private readonly Questions questions = new(tool, "aws");

    public Reply<string> Credentials() =>
        questions.Ask(caller => $"account {caller.GetProperty("Account").GetString()}", "sts", "get-caller-identity", "--output", "json");

    public string CredentialsRemedy => "Log in: 'aws sso login', 'aws configure', or set AWS_PROFILE.";

    public IEnumerable<PreflightRow> Rows()
    {
        foreach (var need in CloudNeeds.Of(plan.Spec, plan.Topology))
        {
            yield return QuotaRows.Of(need, Quota(need.Quota));
        }

        foreach (var machine in OfferRows.Wanted(plan))
        {
            yield return OfferRows.Of(machine.Key, machine, Offers(machine.Key));
        }

        yield return Image();
        if (plan.Spec.Dns is { } dns)
        {
            yield return DnsRows.Of(
                dns,
                Ask(
                    zone =>
                        (
                            zone.GetProperty("HostedZone").GetProperty("Name").GetString()!,
                            !zone.GetProperty("HostedZone").GetProperty("Config").GetProperty("PrivateZone").GetBoolean()
                        ),
                    "route53",
                    "get-hosted-zone",
                    "--id",
                    dns.CloudId!
                )
            );
        }
    }

    private Reply<AccountQuota> Quota(CloudQuota quota)
    {
        // The code comes last in the quota's name.
        var code = quota.CloudName[(quota.CloudName.LastIndexOf(' ') + 1)..];
        var service =
            quota == AwsQuotas.Vpcs ? "vpc"
            : quota == AwsQuotas.Gp3GiB ? "ebs"
            : "ec2";
        var limit = Ask(
            answer => answer.GetProperty("Quota").GetProperty("Value").Whole(),
            "service-quotas",
            "get-service-quota",
            "--service-code",
            service,
            "--quota-code",
            code
        );
        if (!limit.Answered)
        {
            return new Reply<AccountQuota>(null, limit.Problem, false);
        }

        // AWS uses TiB, we use GiB.
        var number = quota == AwsQuotas.Gp3GiB ? limit.Value * 1024 : limit.Value;
        var used = Used(quota);
        return new Reply<AccountQuota>(new AccountQuota(number, used), "", true);
    }

    private long? Used(CloudQuota quota)
    {
        var reply = quota switch
        {
            _ when quota == AwsQuotas.StandardVcpus => Ask(
                Vcpus,
                "ec2",
                "describe-instances",
                "--filters",
                "Name=instance-state-name,Values=pending,running",
                "--query",
                "Reservations[].Instances[].{Type:InstanceType,Cores:CpuOptions.CoreCount,Threads:CpuOptions.ThreadsPerCore,Tags:Tags}"
            ),
            _ when quota == AwsQuotas.ElasticIps => Ask(Others, "ec2", "describe-addresses", "--query", "Addresses[].{Tags:Tags}"),
            _ when quota == AwsQuotas.Vpcs => Ask(Others, "ec2", "describe-vpcs", "--query", "Vpcs[].{Tags:Tags}"),
            _ => Ask(
                volumes => volumes.EnumerateArray().Where(IsOthers).Sum(volume => volume.GetProperty("Size").Whole()),
                "ec2",
                "describe-volumes",
                "--filters",
                "Name=volume-type,Values=gp3",
                "--query",
                "Volumes[].{Size:Size,Tags:Tags}"
            ),
        };
        return reply.Answered ? reply.Value : null;
    }

    private long Vcpus(JsonElement instances) =>
        instances
            .EnumerateArray()
            .Where(IsOthers)
            .Where(instance =>
                instance.GetProperty("Type").GetString() is { Length: > 0 } type
                && StandardFamilies.Contains(type[0], StringComparison.Ordinal)
            )
            .Sum(instance => instance.GetProperty("Cores").Whole() * instance.GetProperty("Threads").Whole());

    private long Others(JsonElement resources) => resources.EnumerateArray().Count(IsOthers);

    /// <summary>Our resources carry the project's name: their usage is already part of the requirement.</summary>
    private bool IsOthers(JsonElement resource) =>
        !resource.TryGetProperty("Tags", out var tags)
        || tags.ValueKind != JsonValueKind.Array
        || !tags.EnumerateArray()
            .Any(tag => tag.GetProperty("Key").GetString() == "project" && tag.GetProperty("Value").GetString() == plan.Spec.Name);

    private Reply<ImmutableHashSet<string>> Offers(string machine) =>
        Ask(
            answer =>
                answer
                    .GetProperty("InstanceTypeOfferings")
                    .EnumerateArray()
                    .Select(offer => offer.GetProperty("Location").GetString()!)
                    .ToImmutableHashSet(),
            "ec2",
            "describe-instance-type-offerings",
            "--location-type",
            "availability-zone",
            "--filters",
            $"Name=instance-type,Values={machine}"
        );

    private PreflightRow Image()
    {
        const string check = "image";
        if (imageId is not null)
        {
            return Ask(Images, "ec2", "describe-images", "--image-ids", imageId)
                .Row(
                    check,
                    imageId,
                    count =>
                        count > 0
                            ? PreflightRow.Ok(check, imageId, "there")
                            : new PreflightRow(
                                check,
                                imageId,
                                PreflightVerdict.Failed,
                                "no such image in this region",
                                "Correct infra:imageId, or copy the image into the region."
                            ),
                    "Correct infra:imageId: the account cannot see such an image."
                );
        }

        return Ask(Images, ["ec2", "describe-images", .. AwsImages.Newest])
            .Row(
                check,
                "newest Debian 12",
                count =>
                    count > 0
                        ? PreflightRow.Ok(check, "newest Debian 12", $"{count} there")
                        : new PreflightRow(
                            check,
                            "newest Debian 12",
                            PreflightVerdict.Failed,
                            "none in this region",
                            "Set infra:imageId to an image of your own."
                        ),
                "Set infra:imageId to an image that the account can see."
            );
    }

    private static int Images(JsonElement answer) =>
        answer.GetProperty("Images").EnumerateArray().Count(image => image.GetProperty("State").GetString() == "available");

    private Reply<T> Ask<T>(Func<JsonElement, T> read, params string[] arguments) =>
        questions.Ask(read, [.. arguments, "--region", plan.Spec.Region, "--output", "json"]);
}
