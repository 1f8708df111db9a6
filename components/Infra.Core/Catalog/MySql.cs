namespace Infra.Core.Catalog;

/// <summary>
/// MySQL. Default ports: server 3306 and X Protocol 33060
/// (https://dev.mysql.com/doc/mysql-port-reference/en/mysql-ports-reference-tables.html), group replication 33061 as configured in the
/// manual (https://dev.mysql.com/doc/refman/8.4/en/group-replication-configuring-instances.html), mysqld_exporter 9104
/// (https://github.com/prometheus/mysqld_exporter). A joining member copies missing data over the server's own port
/// (https://dev.mysql.com/doc/refman/8.4/en/group-replication-distributed-recovery.html).
/// </summary>
internal static class MySql
{
    internal static ServiceType Type { get; } =
        new(
            "mysql",
            [
                ServiceComponent.Client("mysql", 3306, "MySQL"),
                ServiceComponent.Client("mysqlx", 33060, "MySQL's X Protocol"),
                ServiceComponent.Client("prometheus", 9104, "metrics"),
                ServiceComponent.Peer("group_replication", 33061, "group replication"),
            ],
            [
                new PeerFlow("group-replication", ["group_replication"], "transactions and membership of the replication group"),
                new PeerFlow("recovery", ["mysql"], "a joining member copies what it lacks over the server's port"),
            ],
            ["data"],
            // A replication group has at most nine members
            // (https://dev.mysql.com/doc/refman/8.4/en/group-replication-limitations.html).
            [.. Enumerable.Range(1, 9)],
            Plans.Tiers(1, 2, 3)
        );
}
