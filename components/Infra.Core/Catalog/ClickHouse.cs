namespace Infra.Core.Catalog;

/// <summary>
/// ClickHouse. Default ports: native 9000, HTTPS 8443, MySQL wire protocol 9004, Prometheus 9363, interserver 9009, Keeper 9181 and its
/// Raft quorum 9234 (https://clickhouse.com/docs/guides/sre/network-ports). Queries over several shards go from node to node on the native
/// port.
/// </summary>
internal static class ClickHouse
{
    internal static ServiceType Type { get; } =
        new(
            "clickhouse",
            [
                ServiceComponent.Client("native", 9000, "ClickHouse's native protocol"),
                ServiceComponent.Client("https", 8443, "ClickHouse over HTTPS"),
                ServiceComponent.Client("mysql", 9004, "the MySQL wire protocol"),
                ServiceComponent.Client("prometheus", 9363, "metrics"),
                ServiceComponent.Peer("interserver", 9009, "replicas exchange parts"),
                ServiceComponent.Peer("keeper", 9181, "Keeper", onFirst: 3),
                ServiceComponent.Peer("keeper_raft", 9234, "Keeper's quorum", onFirst: 3),
            ],
            [
                new PeerFlow("interserver", ["interserver"], "replicas fetch parts from each other"),
                new PeerFlow("distributed", ["native"], "queries and inserts over several shards"),
                new PeerFlow("keeper", ["keeper", "keeper_raft"], "coordination of replicas; Keeper's own quorum"),
            ],
            ["data"],
            // One node, or shards of three replicas; the upper limit is our choice.
            [1, .. Enumerable.Range(1, 10).Select(shards => 3 * shards)],
            Plans.Tiers(1, 3, 6)
        );
}
