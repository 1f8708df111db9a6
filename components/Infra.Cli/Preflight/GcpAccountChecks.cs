using System.Collections.Immutable;
using System.Text.Json;
using Infra.Core;
using Infra.Core.Capacity;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Clouds.Gcp;

namespace Infra.Cli.Preflight;

/// <summary>Checks a Google Cloud project with <c>gcloud</c>. Reads only.</summary>
/// <param name="project">The cloud project; null: the one gcloud is configured with.</param>
internal sealed class GcpAccountChecks(ICloudTool tool, ProjectPlan plan, string? imageId, string? project) : IAccountChecks
{
    private static readonly string[] Apis = ["cloudresourcemanager.googleapis.com", "compute.googleapis.com", "iam.googleapis.com"];

    private readonly Questions questions = new(tool, "gcloud");
    private string? project = project;

    /// <summary>Who is logged in, and to which project: gcloud may know one without the other.</summary>
    public Reply<string> Credentials()
    {
        var account = questions.Ask(Active, "auth", "list", "--filter", "status:ACTIVE", "--format", "json");
        if (!account.Answered || account.Value!.Length == 0)
        {
            return new Reply<string>(null, account.Answered ? "gcloud has no active account" : account.Problem, false);
        }

        var configured = project is null
            ? questions.Ask(Text, "config", "get", "project", "--format", "json")
            : new Reply<string>(project, "", true);
        project = configured.Value is { } id && ProjectId.Is(id) ? id : null;
        return (configured.Answered, project) switch
        {
            (false, _) => new Reply<string>(null, configured.Problem, false),
            (_, null) => new Reply<string>(null, "no project is set, neither by GOOGLE_PROJECT nor in gcloud's configuration", false),
            _ => new Reply<string>($"project {project}, as {account.Value}", "", true),
        };
    }

    public string CredentialsRemedy =>
        "Log in: 'gcloud auth application-default login', and set the project: 'gcloud config set project …' or GOOGLE_PROJECT.";

    public IEnumerable<PreflightRow> Rows()
    {
        yield return EnabledApis();
        var region = Quotas("regions", "describe", plan.Spec.Region);
        var whole = Quotas("project-info", "describe");
        var own = Own();
        foreach (var need in CloudNeeds.Of(plan.Spec, plan.Topology).Where(need => need.Quota != GcpQuotas.ServiceAccounts))
        {
            var metric = need.Quota.CloudName[(need.Quota.CloudName.LastIndexOf(' ') + 1)..];
            var quotas = need.Quota == GcpQuotas.CpusAllRegions || need.Quota == GcpQuotas.Networks ? whole : region;
            yield return QuotaRows.Of(need, Quota(quotas, metric, own.GetValueOrDefault(metric)));
            if (need.Quota == GcpQuotas.CpusAllRegions && region.Answered && region.Value!.ContainsKey("N2_CPUS"))
            {
                // It has no published default and so appears in no plan, but it stops VMs all the same.
                yield return QuotaRows.Of(
                    need with
                    {
                        Quota = need.Quota with { CloudName = "metric N2_CPUS" },
                    },
                    Quota(region, "N2_CPUS", own.GetValueOrDefault(metric))
                );
            }
        }

        foreach (var machine in OfferRows.Wanted(plan))
        {
            yield return OfferRows.Of(machine.Key, machine, Offers(machine.Key, machine.Distinct()));
        }

        yield return Image();
        if (plan.Spec.Dns is { } dns)
        {
            yield return DnsRows.Of(
                dns,
                Ask(
                    zone =>
                        (
                            zone.GetProperty("dnsName").GetString()!,
                            !zone.TryGetProperty("visibility", out var seen) || seen.GetString() == "public"
                        ),
                    "dns",
                    "managed-zones",
                    "describe",
                    dns.CloudId!
                )
            );
        }
    }

    private static string Active(JsonElement accounts) =>
        accounts.EnumerateArray().Select(account => account.GetProperty("account").GetString()).FirstOrDefault() ?? "";

    // An empty list if nothing is configured.
    private static string Text(JsonElement configured) => configured.ValueKind == JsonValueKind.String ? configured.GetString()! : "";

    private PreflightRow EnabledApis()
    {
        const string check = "APIs";
        string[] needed = [.. Apis, .. plan.Spec.Dns is null ? Array.Empty<string>() : ["dns.googleapis.com"]];
        var subject = string.Join(", ", needed.Select(api => api.Split('.')[0]).Order(StringComparer.Ordinal));
        return Ask(
                services =>
                    services
                        .EnumerateArray()
                        .Select(service => service.GetProperty("config").GetProperty("name").GetString()!)
                        .ToImmutableHashSet(),
                "services",
                "list",
                "--enabled"
            )
            .Row(
                check,
                subject,
                enabled =>
                    needed.Where(api => !enabled.Contains(api)).ToImmutableArray() is { IsEmpty: false } missing
                        ? new PreflightRow(
                            check,
                            subject,
                            PreflightVerdict.Failed,
                            $"not enabled: {string.Join(", ", missing)}",
                            $"gcloud services enable {string.Join(' ', missing)}"
                        )
                        : PreflightRow.Ok(check, subject, "enabled"),
                $"gcloud services enable {string.Join(' ', needed)}"
            );
    }

    private Reply<ImmutableDictionary<string, (long Used, long Limit)>> Quotas(params string[] what) =>
        Ask(
            answer =>
                answer
                    .GetProperty("quotas")
                    .EnumerateArray()
                    .ToImmutableDictionary(
                        quota => quota.GetProperty("metric").GetString()!,
                        quota => (quota.GetProperty("usage").Whole(), quota.GetProperty("limit").Whole())
                    ),
            ["compute", .. what]
        );

    private static Reply<AccountQuota> Quota(
        Reply<ImmutableDictionary<string, (long Used, long Limit)>> quotas,
        string metric,
        long ours
    ) =>
        !quotas.Answered ? new Reply<AccountQuota>(null, quotas.Problem, false)
        : quotas.Value!.TryGetValue(metric, out var known)
            ? new Reply<AccountQuota>(new AccountQuota(known.Limit, Math.Max(0, known.Used - ours)), "", true)
        : new Reply<AccountQuota>(null, $"gcloud does not list the metric {metric}", false);

    /// <summary>
    /// This project's own usage of each metric, which is already part of the requirement. Networks have no labels but are named after the
    /// project.
    /// </summary>
    private ImmutableDictionary<string, long> Own()
    {
        var label = $"labels.project={plan.Spec.Name}";
        var cpus = Ask(
            instances => instances.EnumerateArray().Sum(instance => (long)VirtualCpus(instance.GetProperty("machineType").GetString()!)),
            "compute",
            "instances",
            "list",
            "--filter",
            label
        );
        var disks = Ask(
            all => all.EnumerateArray().Sum(disk => disk.GetProperty("sizeGb").Whole()),
            "compute",
            "disks",
            "list",
            "--filter",
            label
        );
        var addresses = Ask(all => all.EnumerateArray().LongCount(), "compute", "addresses", "list", "--filter", label);
        var networks = Ask(
            all => all.EnumerateArray().LongCount(),
            "compute",
            "networks",
            "list",
            "--filter",
            $"name={CloudNames.Of(plan.Spec.Name)}"
        );
        return new Dictionary<string, long>
        {
            ["CPUS_ALL_REGIONS"] = cpus.Value,
            ["SSD_TOTAL_GB"] = disks.Value,
            ["IN_USE_ADDRESSES"] = addresses.Value,
            ["STATIC_ADDRESSES"] = addresses.Value,
            ["NETWORKS"] = networks.Value,
        }.ToImmutableDictionary();
    }

    private static int VirtualCpus(string machineLink)
    {
        var machine = machineLink[(machineLink.LastIndexOf('/') + 1)..];
        return ServiceCatalog.FindMachine(CloudKind.Gcp, machine)?.VirtualCpus ?? 0;
    }

    /// <summary>One query per zone: a missing machine type is an error in that zone only.</summary>
    private Reply<ImmutableHashSet<string>> Offers(string machine, IEnumerable<string> zones)
    {
        var offered = ImmutableHashSet.CreateBuilder<string>();
        foreach (var zone in zones)
        {
            var reply = Ask(
                found => found.GetProperty("name").GetString()!,
                "compute",
                "machine-types",
                "describe",
                machine,
                "--zone",
                zone
            );
            if (reply.Answered)
            {
                offered.Add(zone);
            }
            else if (!reply.Problem.Contains("was not found", StringComparison.Ordinal))
            {
                return new Reply<ImmutableHashSet<string>>(null, reply.Problem, false);
            }
        }

        return new Reply<ImmutableHashSet<string>>(offered.ToImmutable(), "", true);
    }

    private PreflightRow Image()
    {
        var (subject, arguments) = imageId is null
            ? ("family debian-12 of debian-cloud", (string[])["describe-from-family", "debian-12", "--project", "debian-cloud"])
            : (imageId, Configured(imageId));
        return questions
            .Ask(Features, ["compute", "images", .. arguments, "--format", "json"])
            .Row(
                "image",
                subject,
                image =>
                    image.Features.Contains("UEFI_COMPATIBLE")
                        ? PreflightRow.Ok("image", subject, image.Name)
                        : new PreflightRow(
                            "image",
                            subject,
                            PreflightVerdict.Failed,
                            $"{image.Name} lacks UEFI_COMPATIBLE, which Shielded VMs need",
                            "Create the image with --guest-os-features=UEFI_COMPATIBLE."
                        ),
                imageId is null
                    ? "Set infra:imageId to an image that the project can see."
                    : "Correct infra:imageId: the project cannot see such an image."
            );
    }

    private static (string Name, ImmutableHashSet<string> Features) Features(JsonElement image) =>
        (
            image.GetProperty("name").GetString()!,
            image.TryGetProperty("guestOsFeatures", out var features)
                ? features.EnumerateArray().Select(feature => feature.GetProperty("type").GetString()!).ToImmutableHashSet()
                : []
        );

    /// <summary><c>projects/&lt;project&gt;/global/images/[family/]&lt;image&gt;</c>, already validated.</summary>
    private static string[] Configured(string image)
    {
        var parts = image[image.IndexOf("projects/", StringComparison.Ordinal)..].Split('/');
        return [parts[4] == "family" ? "describe-from-family" : "describe", parts[^1], "--project", parts[1]];
    }

    private Reply<T> Ask<T>(Func<JsonElement, T> read, params string[] arguments) =>
        questions.Ask(read, [.. arguments, .. project is null ? Array.Empty<string>() : ["--project", project], "--format", "json"]);
}
