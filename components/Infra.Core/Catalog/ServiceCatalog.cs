using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>All service types. To add one, add a file to this folder and its line to <see cref="All"/>.</summary>
public static class ServiceCatalog
{
    /// <summary>Sorted by name; a test finds a missing type.</summary>
    public static ImmutableArray<ServiceType> All { get; } =
    [ClickHouse.Type, Flink.Type, Grafana.Type, Kafka.Type, MySql.Type, OpenSearch.Type, PostgreSql.Type, Valkey.Type];

    /// <summary>By name.</summary>
    public static ImmutableSortedDictionary<string, ServiceType> Types { get; } =
        All.ToImmutableSortedDictionary(type => type.Name, type => type, StringComparer.Ordinal);

    // Filled on demand, by cloud instance: machine names are looked up for each node.
    private static readonly ConcurrentDictionary<ICloudFacts, ImmutableDictionary<string, MachineSize>> Machines = new();

    /// <summary>The type compatible with the protocol of a product that is not in the catalog; null if there is none.</summary>
    internal static string? StandIn(string product) =>
        product.ToLowerInvariant() switch
        {
            "redis" or "keydb" or "dragonfly" => Valkey.Type.Name,
            "postgres" or "pg" or "pgsql" or "timescaledb" => PostgreSql.Type.Name,
            "mariadb" or "percona" => MySql.Type.Name,
            "elasticsearch" or "elastic" or "solr" => OpenSearch.Type.Name,
            "redpanda" => Kafka.Type.Name,
            _ => null,
        };

    /// <summary>The type of this name, or null.</summary>
    public static ServiceType? Find(string name) => Types.GetValueOrDefault(name);

    /// <summary>
    /// The machine with this name, or null. Running nodes' machines must stay known: a plan that changes its machine leaves the old one
    /// here.
    /// </summary>
    public static MachineSize? FindMachine(CloudKind cloud, string name) =>
        Machines
            .GetOrAdd(CloudRegistry.Of<ICloudFacts>(cloud), facts =>
                All.SelectMany(type => type.Plans.Values)
                    .Select(facts.MachineOf)
                    .Append(facts.BastionMachine)
                    .DistinctBy(machine => machine.Name)
                    .ToImmutableDictionary(machine => machine.Name, StringComparer.Ordinal)
            )
            .GetValueOrDefault(name);

    /// <summary>The machine for new nodes of a service.</summary>
    /// <exception cref="KeyNotFoundException">The type or plan is not in the catalog; cannot happen with a validated spec.</exception>
    public static MachineSize MachineFor(CloudKind cloud, string type, string plan) => Types[type].Plans[plan].On(cloud);
}
