namespace Infra.Core.Catalog;

/// <summary>
/// Apache Flink. Default ports: REST and web 8081, JobManager RPC 6123, the others random at start unless fixed, as here
/// (https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/config/), Prometheus reporter 9249
/// (https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/metric_reporters/#prometheus). Every node runs a TaskManager and a
/// JobManager, one of which leads.
/// </summary>
internal static class Flink
{
    internal static ServiceType Type { get; } =
        new(
            "flink",
            [
                ServiceComponent.Web("flink", 8081, "Flink"),
                ServiceComponent.Client("prometheus", 9249, "metrics"),
                ServiceComponent.Peer("jobmanager_rpc", 6123, "the JobManager"),
                ServiceComponent.Peer("blob", 0, "the JobManager's blob server"),
                ServiceComponent.Peer("taskmanager_rpc", 0, "the TaskManager"),
                ServiceComponent.Peer("taskmanager_data", 0, "data between TaskManagers"),
            ],
            [
                new PeerFlow("rpc", ["jobmanager_rpc", "taskmanager_rpc"], "JobManager and TaskManagers coordinate"),
                new PeerFlow("blob", ["blob"], "TaskManagers fetch code and large state from the JobManager"),
                new PeerFlow("data", ["taskmanager_data"], "records exchanged between tasks"),
            ],
            ["data"],
            // One node, or enough to replace the leader; the upper limit is our choice.
            [1, .. Enumerable.Range(3, 28)],
            Plans.Of(("startup", 1), ("business", 3))
        );
}
