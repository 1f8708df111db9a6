namespace Infra.Core.Tests.Spec.Access;

/// <summary>Mistakes about the way in, in the form of StackMistakes: <c>access</c> and the keys of its modes.</summary>
public static class AccessMistakes
{
    private const string Endpoints = "zones: 3\n    access: endpoints\n    endpoints: { ";
    private const string Last = ", orders-db-3: { host: c, port: 1 } }";
    private const string Rest = ", orders-db-2: { host: b, port: 1 }, orders-db-3: { host: c, port: 1 } }";

    /// <inheritdoc cref="StackMistakes.Errors"/>
    public static TheoryData<string, string, string, string, string> Errors { get; } =
        new()
        {
            // The way in.
            { "zones: 3", "zones: 3\n    access: §bastions", "INF0202", "access", "Did you mean 'bastion'?" },
            { "zones: 3", "zones: 3\n    access: §vpn", "INF0202", "access", "Known here: bastion, direct, endpoints" },
            { "zones: 3", "zones: 3\n    access: §[direct]", "INF0102", "access", "Write a single value" },
            { "zones: 3", "zones: 3\n    §access: ", "INF0104", "access", "or remove the key" },
            {
                "zones: 3\n    managementSources: [198.51.100.0/28]\n    services:\n      orders-db:\n        type:",
                "zones: 3\n    access: bastion\n    managementSources: [198.51.100.0/28]\n    services:\n      bastion:\n        §type:",
                "INF0350",
                "services.bastion",
                "which have such names"
            },
            { "zones: 3", "zones: 3\n    §bastion: { count: one }", "INF0341", "bastion", "Remove the key" },
            { "zones: 3", "zones: 3\n    access: direct\n    §bastion: {}", "INF0341", "bastion", "has 'access: direct'" },
            { "zones: 3", "zones: 3\n    §endpoints: {}", "INF0341", "endpoints", "write 'access: endpoints'" },
            {
                "zones: 3",
                Endpoints + "orders-db-1: { host: §127.0.0.1:22001, port: 1 }" + Rest,
                "INF0342",
                "endpoints.orders-db-1.host",
                "Write 'host: 127.0.0.1' and 'port: 22001'"
            },
            {
                "zones: 3",
                Endpoints + "orders-db-1: { host: §\"-oProxyCommand=x\", port: 1 }" + Rest,
                "INF0342",
                "endpoints.orders-db-1.host",
                "not a host name or an IP address"
            },
            {
                "zones: 3",
                Endpoints + "orders-db-1: { host: §0.0.0.0, port: 1 }" + Rest,
                "INF0342",
                "endpoints.orders-db-1.host",
                "not the address of one machine"
            },
            { "zones: 3", Endpoints + "orders-db-1: { host: a, port: §0 }" + Rest, "INF0203", "endpoints.orders-db-1.port", "1 to 65535" },
            {
                "zones: 3",
                Endpoints + "orders-db-1: { host: a, port: §65536 }" + Rest,
                "INF0203",
                "endpoints.orders-db-1.port",
                "1 to 65535"
            },
            {
                "zones: 3",
                Endpoints + "orders-db-1: { host: a, port: §\"22\" }" + Rest,
                "INF0102",
                "endpoints.orders-db-1.port",
                "without quotes"
            },
            { "zones: 3", Endpoints + "§orders-db-1: { host: a }" + Rest, "INF0103", "endpoints.orders-db-1", "'port' is missing" },
            { "zones: 3", Endpoints + "§orders-db-1: { port: 1 }" + Rest, "INF0103", "endpoints.orders-db-1", "'host' is missing" },
            {
                "zones: 3",
                Endpoints + "orders-db-1: { host: a, port: 1, §user: root }" + Rest,
                "INF0101",
                "endpoints.orders-db-1.user",
                "Known here: host, port"
            },
            { "zones: 3", Endpoints + "orders-db-1: §127.0.0.1:22001 }", "INF0102", "endpoints.orders-db-1", "Expected a mapping" },
            { "zones: 3", "zones: 3\n    access: endpoints\n    endpoints: §[orders-db-1]", "INF0102", "endpoints", "Expected a mapping" },
            {
                "zones: 3",
                Endpoints + "orders-db-1: { host: a, port: 1 }, §orders-db-2: { host: A, port: 1 }" + Last,
                "INF0343",
                "endpoints.orders-db-2",
                "same host and port as 'orders-db-1'"
            },
            {
                "zones: 3",
                Endpoints + "orders-db-1: { host: a, port: 1 }, §orders-db-4: { host: d, port: 1 }" + Rest,
                "INF0344",
                "endpoints.orders-db-4",
                "every node has an endpoint"
            },
            {
                "zones: 3",
                "zones: 3\n    access: endpoints\n    endpoints: §{ orders-db-1: { host: a, port: 1 } }",
                "INF0345",
                "endpoints",
                "orders-db-2: { host: 127.0.0.1, port: 22001 }"
            },
            {
                "zones: 3",
                Endpoints + "orders-db-1: { host: a, port: 1 }" + Rest + "\n    §bastion: { count: one }",
                "INF0341",
                "bastion",
                "has 'access: endpoints'"
            },
            { "zones: 3", "zones: 3\n    §tunnelSources: [10.9.0.0/28]", "INF0405", "tunnelSources", "Tunnels are not supported on local" },
        };
}
