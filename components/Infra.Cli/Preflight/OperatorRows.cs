using System.Collections.Immutable;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Infra.Core;
using Infra.Core.Addressing;
using Infra.Core.Topology;

namespace Infra.Cli.Preflight;

/// <summary>Whether this machine could log in to the nodes, as far as can be determined locally.</summary>
internal static class OperatorRows
{
    internal static PreflightRow Of(ProjectPlan plan, IReadOnlyCollection<IpAddr> own)
    {
        var sources = string.Join(", ", plan.Spec.ManagementSources);
        var from = own.FirstOrDefault(address => plan.Spec.ManagementSources.Any(source => source.Contains(address)));
        var internet = ManagementWays.UsePublicAddresses(plan.Spec);
        if (from != default)
        {
            return PreflightRow.Ok("operators", sources, $"this machine is {from}");
        }

        return new PreflightRow(
            "operators",
            sources,
            PreflightVerdict.Warning,
            $"none of this machine's own addresses is in {sources}",
            internet
                ? "Behind NAT you connect from another address: compare 'curl https://checkip.amazonaws.com' with managementSources."
                : "Run 'pulumi up' from a machine in one of these networks, or over a route from one of them."
        );
    }

    /// <summary>This machine's addresses, except loopback and IPv6 link-local ones.</summary>
    internal static ImmutableArray<IpAddr> OfThisMachine() =>
        [
            .. NetworkInterface
                .GetAllNetworkInterfaces()
                .Where(link => link.OperationalStatus == OperationalStatus.Up && link.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .SelectMany(link => link.GetIPProperties().UnicastAddresses)
                .Where(address =>
                    address.Address.AddressFamily == AddressFamily.InterNetwork
                    || (address.Address.AddressFamily == AddressFamily.InterNetworkV6 && !address.Address.IsIPv6LinkLocal)
                )
                .Select(address => IpAddr.Parse(address.Address.ToString())),
        ];
}
