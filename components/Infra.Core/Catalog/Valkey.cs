namespace Infra.Core.Catalog;

/// <summary>
/// Valkey. Default ports: server 6379, cluster bus 10,000 above it (https://valkey.io/topics/cluster-tutorial/), redis_exporter
/// 9121, which serves Valkey too (https://github.com/oliver006/redis_exporter). Replicas connect to the primary's own port
/// (https://valkey.io/topics/replication/).
/// </summary>
internal static class Valkey
{
    internal static ServiceType Type { get; } =
        new(
            "valkey",
            [
                ServiceComponent.Client("valkey", 6379, "Valkey"),
                ServiceComponent.Client("prometheus", 9121, "metrics"),
                ServiceComponent.Peer("cluster_bus", 16379, "the cluster bus"),
            ],
            [
                new PeerFlow("cluster-bus", ["cluster_bus"], "membership, failure detection and failover votes"),
                new PeerFlow("replication", ["valkey"], "replication, and moving keys between nodes, on the server's port"),
            ],
            ["data"],
            // Not published, our choice as for PostgreSQL: one primary and replicas, or three primaries with two replicas each.
            [.. Enumerable.Range(1, 9)],
            Plans.Tiers(1, 2, 3)
        );
}
