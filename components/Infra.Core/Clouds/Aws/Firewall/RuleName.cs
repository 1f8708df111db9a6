using Infra.Core.Addressing;

namespace Infra.Core.Clouds.Aws;

/// <summary>The parts of a rule's key: <c>orders-db.clients.tcp.21900-21902.10.7.0.0_16</c>.</summary>
internal static class RuleName
{
    internal const string Everything = "all";

    internal static string Of(string prefix, IpProtocol? protocol, NumberRange? ports, string otherEnd) =>
        string.Join('.', [prefix, Of(protocol), .. ports is { } range ? [Of(range)] : Array.Empty<string>(), otherEnd]);

    /// <summary>
    /// A network as part of a resource name, where <c>/</c> would look like a path and <c>::</c> separates the parts of a URN.
    /// </summary>
    internal static string Of(Cidr cidr) => cidr.ToString().Replace('/', '_').Replace(':', '-');

    internal static string Of(NumberRange ports) => ports is { First: 0, Last: 65535 } ? Everything : $"{ports}";

    internal static string Of(IpProtocol? protocol) => protocol?.Keyword() ?? Everything;

    internal static string Of(GroupProtocol protocol) =>
        protocol switch
        {
            GroupProtocol.All => Everything,
            GroupProtocol.Tcp => Of(IpProtocol.Tcp),
            GroupProtocol.Udp => Of(IpProtocol.Udp),
            GroupProtocol.Esp => Of(IpProtocol.Esp),
            GroupProtocol.FragmentationNeeded => "icmp-3/4",
            _ => throw new InvalidOperationException($"No word for {protocol}."),
        };
}
