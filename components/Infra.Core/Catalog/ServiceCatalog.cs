using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>All service types. A new one is one new file in this folder and its line in <see cref="All"/>.</summary>
public static class ServiceCatalog
{
    /// <summary>Sorted by name; a test finds a type that was forgotten here.</summary>
    public static ImmutableArray<ServiceType> All { get; } =
    [ClickHouse.Type, Flink.Type, Grafana.Type, Kafka.Type, MySql.Type, OpenSearch.Type, PostgreSql.Type, Valkey.Type];

    /// <summary>By name.</summary>
    public static ImmutableSortedDictionary<string, ServiceType> Types { get; } =
        All.ToImmutableSortedDictionary(type => type.Name, type => type, StringComparer.Ordinal);

    // Filled as clouds are asked for, under the cloud itself: names of machines are looked up for each node.
    private static readonly ConcurrentDictionary<ICloudFacts, ImmutableDictionary<string, MachineSize>> Machines = new();

    /// <summary>The type that speaks the protocol of a product which is none here; null for what is nobody's.</summary>
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
    /// The machine of this name, or null. What running nodes have must stay known: a plan that moves on to another machine leaves
    /// its old one here.
    /// </summary>
    public static MachineSize? FindMachine(CloudKind cloud, string name) =>
        Machines
            .GetOrAdd(CloudRegistry.Of<ICloudFacts>(cloud), facts =>
                All.SelectMany(type => type.Plans.Values)
                    .Select(facts.MachineOf)
                    .DistinctBy(machine => machine.Name)
                    .ToImmutableDictionary(machine => machine.Name, StringComparer.Ordinal)
            )
            .GetValueOrDefault(name);

    /// <summary>The machine each new node of a service gets.</summary>
    /// <exception cref="KeyNotFoundException">A type or plan that is not in the catalogue: no spec that was checked has one.</exception>
    public static MachineSize MachineFor(CloudKind cloud, string type, string plan) => Types[type].Plans[plan].On(cloud);
}
