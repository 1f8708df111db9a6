using System.Collections.Immutable;
using Infra.Components.Permissions;
using Infra.Components.Tests.Testing;
using Infra.Core.Clouds;
using Infra.Core.Iam;

namespace Infra.Components.Tests.Permissions;

/// <summary>An account for which documents are written: of a stack that uses as much of its cloud as one stack can.</summary>
internal static class AccessCase
{
    internal const string ExternalId = "6e2f0c5d8b9a4f17a3c1d2e4f5061728";
    internal const string AwsDiskKey = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    internal const string Application = "31111111-2222-4333-8444-555555555555";

    internal static ImmutableArray<CloudKind> Clouds { get; } = [CloudKind.Aws, CloudKind.Azure, CloudKind.Gcp];

    /// <summary>Every document that there is: its cloud, its format and the end of its file's name.</summary>
    internal static ImmutableArray<(CloudKind Cloud, AccessFormat Format, string Suffix)> Documents { get; } =
    [.. Clouds.SelectMany(cloud => AccountAccess.FormatsOf(cloud).Select(format => (cloud, format, Suffix(format))))];

    internal static OperatorIdentity Identity(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => new OperatorIdentity("arn:aws:iam::999988887777:role/deployer", ExternalId),
            CloudKind.Azure => new OperatorIdentity(Application, null),
            _ => new OperatorIdentity("serviceAccount:deployer@operator-project.iam.gserviceaccount.com", null),
        };

    /// <summary>Public nodes, names, peerings, network ACLs and flow logs, as far as the cloud has them.</summary>
    internal static async Task<AccessNeeds> NeedsAsync(CloudKind cloud)
    {
        var table = PermissionTables.Of(cloud)!;
        var run = await Variant.RunAsync($"{table.Package}-public");
        ImmutableArray<PlannedResource> resources =
        [
            .. run.Resources.Values.Select(resource => new PlannedResource(
                resource.Type,
                resource.Name,
                resource
                    .Inputs.Where(input => input.Value is string)
                    .ToImmutableSortedDictionary(input => input.Key, input => (string)input.Value, StringComparer.Ordinal)
            )),
        ];
        return Needs(cloud, table.Of(resources.Select(resource => resource.Type).Concat(table.Functions)), resources);
    }

    /// <summary>Everything in the cloud's table, with a resource of each type.</summary>
    internal static AccessNeeds Everything(CloudKind cloud)
    {
        var table = PermissionTables.Of(cloud)!;
        return Needs(
            cloud,
            table.Of(table.Entries.Keys).Union(table.DiskKeyActions),
            [
                .. table.Entries.Keys.Select(token => new PlannedResource(
                    token,
                    "acme-thing",
                    ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("role", "roles/logging.logWriter")
                )),
            ]
        ) with
        {
            DiskKeys = cloud == CloudKind.Aws ? [AwsDiskKey] : [],
        };
    }

    private static AccessNeeds Needs(CloudKind cloud, ImmutableSortedSet<string> actions, ImmutableArray<PlannedResource> resources) =>
        new(cloud, "acme", Region(cloud), actions)
        {
            Account = cloud switch
            {
                CloudKind.Aws => "123456789012",
                CloudKind.Azure => "21111111-2222-4333-8444-555555555555",
                _ => "acme-databases",
            },
            Resources = resources,
            DnsZone = "db.example.com",
            DnsZoneId = cloud == CloudKind.Aws ? "Z0EXAMPLE" : null,
        };

    private static string Region(CloudKind cloud) =>
        cloud switch
        {
            CloudKind.Aws => "eu-west-1",
            CloudKind.Azure => "westeurope",
            _ => "europe-west1",
        };

    private static string Suffix(AccessFormat format) =>
        format switch
        {
            AccessFormat.Json => "json",
            AccessFormat.CloudFormation => "yaml",
            AccessFormat.Bicep => "bicep",
            AccessFormat.Terraform => "tf",
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
}
