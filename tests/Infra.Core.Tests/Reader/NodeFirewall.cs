using Infra.Core.Bundle;

namespace Infra.Core.Tests.Reader;

/// <summary>A node's filter, read back from the files of its bundle.</summary>
internal sealed record NodeFirewall(FilterText V4, FilterText V6, KernelSets Sets)
{
    internal static NodeFirewall Read(NodeBundle bundle)
    {
        string File(string name) => bundle.Files.Single(file => file.Path == $"/etc/infra/firewall/{name}").Content;
        return Read(File("sets"), File("rules.v4"), File("rules.v6"));
    }

    internal static NodeFirewall Read(string sets, string rules4, string rules6)
    {
        var played = IpSetText.Parse(sets).Sets;
        return new NodeFirewall(FilterText.Parse(rules4, v6: false, played), FilterText.Parse(rules6, v6: true, played), played);
    }

    internal FilterText Of(bool v6) => v6 ? V6 : V4;

    internal Decision Input(Packet packet) => Of(packet.Destination.V6).Decide("INFRA-INPUT", packet);

    internal Decision Output(Packet packet) => Of(packet.Destination.V6).Decide("INFRA-OUTPUT", packet);

    internal Decision Forward(Packet packet) => Of(packet.Destination.V6).Decide("INFRA-FORWARD", packet);
}
