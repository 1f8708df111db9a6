namespace Infra.Core.Catalog;

/// <summary>
/// PostgreSQL. Default ports: server 5432 (https://www.postgresql.org/docs/current/runtime-config-connection.html),
/// PgBouncer 6432 (https://www.pgbouncer.org/config.html), postgres_exporter 9187
/// (https://github.com/prometheus-community/postgres_exporter). Streaming replication has no port of its own: standbys
/// connect to the server's (https://www.postgresql.org/docs/current/warm-standby.html).
/// </summary>
internal static class PostgreSql
{
    internal static ServiceType Type { get; } =
        new(
            "postgresql",
            [
                ServiceComponent.Client("pg", 5432, "PostgreSQL"),
                ServiceComponent.Client("pgbouncer", 6432, "pooled connections"),
                ServiceComponent.Client("prometheus", 9187, "metrics"),
            ],
            [new PeerFlow("replication", ["pg"], "streaming replication and failover checks on the server's port")],
            ["data"],
            // One primary and standbys: not published, but our choice; beyond this, standbys cascade instead of sharing one primary.
            [.. Enumerable.Range(1, 9)],
            Plans.Tiers(1, 2, 3)
        )
        {
            HasReplicaName = true,
        };
}
