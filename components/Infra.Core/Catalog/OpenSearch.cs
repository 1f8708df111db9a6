namespace Infra.Core.Catalog;

/// <summary>
/// OpenSearch. Default ports: REST 9200, transport 9300, Dashboards 5601
/// (https://docs.opensearch.org/latest/install-and-configure/install-opensearch/index/#network-requirements); metrics come from a plugin,
/// by default on the REST port, and have their own port here (https://github.com/opensearch-project/opensearch-prometheus-exporter).
/// </summary>
internal static class OpenSearch
{
    internal static ServiceType Type { get; } =
        new(
            "opensearch",
            [
                ServiceComponent.Client("opensearch", 9200, "OpenSearch"),
                ServiceComponent.Web("dashboards", 5601, "OpenSearch Dashboards"),
                ServiceComponent.Client("prometheus", 9200, "metrics"),
                ServiceComponent.Peer("transport", 9300, "the transport layer"),
            ],
            [new PeerFlow("transport", ["transport"], "cluster state, replication and searches across shards")],
            ["data"],
            // Two nodes cannot elect a manager when one is lost: one, or three and more; the upper limit is our choice.
            [1, .. Enumerable.Range(3, 28)],
            Plans.Tiers(1, 3, 6)
        );
}
