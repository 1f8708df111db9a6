namespace Infra.Core.Catalog;

/// <summary>
/// Apache Kafka. Default ports: listeners 9092, and 9093 for the controllers as its KRaft configuration has them
/// (https://kafka.apache.org/documentation/#brokerconfigs_listeners, config/server.properties of the distribution); Connect 8083
/// (https://kafka.apache.org/documentation/#connectconfigs_listeners); REST proxy 8082 and schema registry 8081
/// (https://docs.confluent.io/platform/current/installation/system-requirements.html#ports); metrics 7071, the example port of the JMX
/// exporter's agent, which has no default (https://github.com/prometheus/jmx_exporter). Connect's workers forward requests to their leader,
/// and schema registries forward writes to theirs.
/// </summary>
internal static class Kafka
{
    internal static ServiceType Type { get; } =
        new(
            "kafka",
            [
                ServiceComponent.Client("kafka", 9092, "Kafka with client certificates"),
                ServiceComponent.Client("kafka_sasl", 9092, "Kafka with SASL"),
                ServiceComponent.Web("kafka_connect", 8083, "Kafka Connect"),
                ServiceComponent.Client("kafka_rest", 8082, "the REST proxy"),
                ServiceComponent.Client("schema_registry", 8081, "the schema registry"),
                ServiceComponent.Client("prometheus", 7071, "metrics"),
                ServiceComponent.Peer("inter_broker", 9092, "the brokers' own listener"),
                ServiceComponent.Peer("controller", 9093, "the controllers' quorum", onFirst: 3),
                ServiceComponent.Peer("connect_workers", 8083, "Connect's workers among themselves"),
            ],
            [
                new PeerFlow("inter-broker", ["inter_broker"], "replication and coordination between brokers"),
                new PeerFlow("controllers", ["controller"], "brokers and controllers find the quorum's leader and its metadata"),
                new PeerFlow("connect-workers", ["connect_workers"], "workers pass requests on to their leader"),
                new PeerFlow("schema-leader", ["schema_registry"], "registries pass writes on to their leader"),
            ],
            ["data"],
            // Three controllers form the quorum, so no fewer nodes; the upper limit is not published, but our choice.
            [.. Enumerable.Range(3, 28)],
            Plans.Tiers(3, 6, 9)
        );
}
