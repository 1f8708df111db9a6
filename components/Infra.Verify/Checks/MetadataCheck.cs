using System.Globalization;
using Infra.Core.Topology;

namespace Infra.Verify.Checks;

/// <summary>
/// The cloud's metadata service is reachable only by root's programs: each node connects as root and as nobody. The node's own firewall
/// rejects with a reset; whatever else root gets (on the local cloud, that nothing responds) comes from beyond it.
/// </summary>
public sealed class MetadataCheck : ICheck
{
    private const string Refused = "ECONNREFUSED";

    // Arguments: address port. Prints how a connection ended, in the kernel's terms.
    private const string Program =
        "import errno,socket,sys;s=socket.socket();s.settimeout(5)\n"
        + "try: s.connect((sys.argv[1],int(sys.argv[2])));print(\"connected\")\n"
        + "except TimeoutError: print(\"timeout\")\n"
        + "except OSError as e: print(errno.errorcode.get(e.errno,e.errno))";

    public string Name => "metadata";

    public Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation) =>
        cloud.OnEachNodeAsync(
            async (node, shell) =>
            {
                var rows = new List<CheckRow>();
                foreach (var (address, port) in AskedBy(cloud, node))
                {
                    var ask = $"python3 -I -c '{Program}' {address} {port.ToString(CultureInfo.InvariantCulture)}";
                    var result = await shell.RunAsync($"sudo -n {ask}; sudo -n -u nobody {ask}", null, cancellation).ConfigureAwait(false);
                    const string expected = "answers only root: user nobody is refused on the node";
                    rows.Add(
                        result.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [var root, var nobody]
                            ? new CheckRow(
                                Name,
                                $"{node.Key} -> {address}:{port}",
                                expected,
                                $"root: {root}, nobody: {nobody}",
                                root != Refused && root != "timeout" && nobody == Refused
                            )
                            : new CheckRow(Name, $"{node.Key} -> {address}:{port}", expected, result.Complaint, false)
                    );
                }

                return rows;
            }
        );

    private static IEnumerable<(string Address, int Port)> AskedBy(CloudUnderTest cloud, Node node) =>
        from flow in cloud.Plan.Policy.Egress
        where flow.ForRootAlone && flow.Service == node.Service
        from network in flow.Cidrs
        from port in flow.Ports.AsNumbers()
        select (network.Network.ToString(), port);
}
