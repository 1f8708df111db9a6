using Infra.Core.Policy;

namespace Infra.Core.Catalog;

/// <summary>
/// PostgreSQL. Default ports: server 5432 (https://www.postgresql.org/docs/current/runtime-config-connection.html),
/// PgBouncer 6432 (https://www.pgbouncer.org/config.html), postgres_exporter 9187
/// (https://github.com/prometheus-community/postgres_exporter). Streaming replication has no port of its own: standbys
/// connect to the server's (https://www.postgresql.org/docs/current/warm-standby.html).
/// </summary>
internal static class PostgreSql
{
    internal static ServiceType Type { get; } = new(
        "postgresql",
        [
            new ServiceComponent("pg", IpProtocol.Tcp, 5432, ForClients: true, "PostgreSQL"),
            new ServiceComponent("pgbouncer", IpProtocol.Tcp, 6432, ForClients: true, "pooled connections"),
            new ServiceComponent("prometheus", IpProtocol.Tcp, 9187, ForClients: true, "metrics"),
        ],
        [new PeerFlow("replication", ["pg"], "streaming replication and failover checks on the server's port")],
        ["data"],
        // One primary and standbys: not published, chosen; beyond this, standbys cascade rather than share one primary.
        MaxNodes: 9,
        Plans.Standard);
}
