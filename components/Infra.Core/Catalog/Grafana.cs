namespace Infra.Core.Catalog;

/// <summary>
/// Grafana. Default port 3000 (https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#http_port).
/// </summary>
internal static class Grafana
{
    internal static ServiceType Type { get; } =
        new(
            "grafana",
            [ServiceComponent.Web("grafana", 3000, "Grafana")],
            [],
            ["data"],
            // Its database is on the node, so there is only one.
            [1],
            Plans.Of(("startup", 1))
        );
}
