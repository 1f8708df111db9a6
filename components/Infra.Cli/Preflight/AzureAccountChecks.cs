using System.Collections.Immutable;
using System.Text.Json;
using Infra.Core;
using Infra.Core.Capacity;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Clouds.Azure;

namespace Infra.Cli.Preflight;

/// <summary>Checks an Azure subscription with <c>az</c>. Reads only.</summary>
internal sealed class AzureAccountChecks(ICloudTool tool, ProjectPlan plan, string? imageId) : IAccountChecks
{
    // The counter of Standard addresses, as named by two versions of the API.
    private static readonly string[] AddressCounters = ["IPv4StandardSkuPublicIpAddresses", "StandardSkuPublicIpAddresses"];

    private readonly Questions questions = new(tool, "az");

    // The stack's subscription, whatever the shell has selected.
    private readonly string[] subscription = plan.Spec.Account is { } id ? ["--subscription", id] : [];

    public Reply<string> Credentials() =>
        questions.Ask(
            account => $"subscription {account.GetProperty("name").GetString()} ({account.GetProperty("id").GetString()})",
            ["account", "show", .. subscription, "--output", "json"]
        );

    public string CredentialsRemedy => "Log in: 'az login', then 'az account set --subscription …'.";

    public IEnumerable<PreflightRow> Rows()
    {
        var (machines, addresses) = (Usages("vm", "list-usage"), Usages("network", "list-usages"));
        var own = Ask(
            sizes => sizes.EnumerateArray().Select(size => size.GetString() ?? "").ToImmutableArray(),
            "vm",
            "list",
            "--query",
            $"[?tags.project=='{plan.Spec.Name}'].hardwareProfile.vmSize"
        );
        foreach (var need in CloudNeeds.Of(plan.Spec, plan.Topology))
        {
            yield return need.Quota == AzureQuotas.PublicAddresses
                ? QuotaRows.Of(need, Quota(addresses, AddressCounters, ours: 0))
                : QuotaRows.Of(need, Quota(machines, [need.Of ?? "cores"], Vcpus(own, need.Of)));
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
                    zone => (zone.GetProperty("name").GetString()!, true),
                    "network",
                    "dns",
                    "zone",
                    "show",
                    "--name",
                    dns.Zone,
                    "--resource-group",
                    dns.CloudId!
                )
            );
        }
    }

    private Reply<ImmutableDictionary<string, (long Used, long Limit)>> Usages(string group, string verb) =>
        Ask(
            usages =>
                usages
                    .EnumerateArray()
                    .ToImmutableDictionary(
                        usage => usage.GetProperty("name").GetProperty("value").GetString()!,
                        usage => (usage.GetProperty("currentValue").Whole(), usage.GetProperty("limit").Whole()),
                        StringComparer.OrdinalIgnoreCase
                    ),
            group,
            verb,
            "--location",
            plan.Spec.Region
        );

    private static Reply<AccountQuota> Quota(
        Reply<ImmutableDictionary<string, (long Used, long Limit)>> usages,
        string[] counters,
        long ours
    )
    {
        if (!usages.Answered)
        {
            return new Reply<AccountQuota>(null, usages.Problem, false);
        }

        var counter = Array.Find(counters, usages.Value!.ContainsKey);
        return counter is null
            ? new Reply<AccountQuota>(null, $"az does not list the counter {counters[0]}", false)
            : new Reply<AccountQuota>(
                new AccountQuota(usages.Value[counter].Limit, Math.Max(0, usages.Value[counter].Used - ours)),
                "",
                true
            );
    }

    /// <summary>Usage of the project's own VMs, which is already part of the requirement.</summary>
    private static long Vcpus(Reply<ImmutableArray<string>> own, string? family) =>
        !own.Answered
            ? 0
            : own
                .Value.Where(size => family is null || MachineFamily.Of(CloudKind.Azure, size) == family)
                .Sum(size => ServiceCatalog.FindMachine(CloudKind.Azure, size)?.VirtualCpus ?? 0);

    private Reply<ImmutableHashSet<string>> Offers(string machine) =>
        Ask(
            skus =>
                skus.EnumerateArray()
                    .Where(sku => sku.GetProperty("name").GetString() == machine && !Restrictions(sku, "Location").Any())
                    .SelectMany(sku =>
                        sku.GetProperty("locationInfo")
                            .EnumerateArray()
                            .SelectMany(place => Texts(place, "zones"))
                            .Except(
                                Restrictions(sku, "Zone")
                                    .SelectMany(restriction => Texts(restriction.GetProperty("restrictionInfo"), "zones"))
                            )
                    )
                    .ToImmutableHashSet(),
            "vm",
            "list-skus",
            "--location",
            plan.Spec.Region,
            "--size",
            machine,
            "--resource-type",
            "virtualMachines",
            "--all"
        );

    private static IEnumerable<JsonElement> Restrictions(JsonElement sku, string type) =>
        sku.GetProperty("restrictions").EnumerateArray().Where(restriction => restriction.GetProperty("type").GetString() == type);

    private static IEnumerable<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(text => text.GetString()!)
            : [];

    private PreflightRow Image()
    {
        const string check = "image";
        const string urn = "Debian:debian-12:12-gen2:latest";
        if (imageId is null)
        {
            return Ask(image => image.GetProperty("name").GetString()!, "vm", "image", "show", "--location", plan.Spec.Region, "--urn", urn)
                .Row(check, urn, version => PreflightRow.Ok(check, urn, version), "Set infra:imageId to an image of a Compute Gallery.");
        }

        // What kinds of VMs an image supports is a property of its definition, not its versions.
        var definition = imageId.Split("/versions/")[0];
        return Ask(TrustedLaunch, "resource", "show", "--ids", definition)
            .Row(
                check,
                definition,
                fits =>
                    fits
                        ? PreflightRow.Ok(check, definition, "generation 2, with Trusted Launch")
                        : new PreflightRow(
                            check,
                            definition,
                            PreflightVerdict.Failed,
                            "not generation 2, or without Trusted Launch",
                            "Define the image with --hyper-v-generation V2 and --features SecurityType=TrustedLaunchSupported."
                        ),
                "Correct infra:imageId: the subscription cannot see such an image."
            );
    }

    private static bool TrustedLaunch(JsonElement definition)
    {
        var properties = definition.GetProperty("properties");
        return properties.GetProperty("hyperVGeneration").GetString() == "V2"
            && properties.TryGetProperty("features", out var features)
            && features.ValueKind == JsonValueKind.Array
            && features
                .EnumerateArray()
                .Any(feature =>
                    feature.GetProperty("name").GetString() == "SecurityType"
                    && feature.GetProperty("value").GetString()!.StartsWith("TrustedLaunch", StringComparison.Ordinal)
                );
    }

    private Reply<T> Ask<T>(Func<JsonElement, T> read, params string[] arguments) =>
        questions.Ask(read, [.. arguments, .. subscription, "--output", "json"]);
}
