using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.Clouds.Local;
using Infra.Verify;
using Infra.Verify.Probes;
using Infra.Verify.Shell;

namespace Infra.Cli.Stacks;

/// <summary>The running local cloud of a stack, as the checks see it.</summary>
internal static class LocalCloud
{
    internal static CloudUnderTest UnderTest(
        LoadedStack loaded,
        IReadOnlyList<INodeShell> shells,
        ImmutableSortedDictionary<string, NodeEndpoint> endpoints
    )
    {
        var byNode = shells.ToImmutableSortedDictionary(s => s.Node, s => s);
        var plan = loaded.Plan;
        var network = LocalNetwork.Of(plan, loaded.Name);
        var origins = Origins(network);
        return new CloudUnderTest(
            plan,
            byNode,
            new LabProber(byNode),
            [.. CloudLimits.For(plan.Spec.Cloud).NtpSources.Select(a => a.ToString())],
            origins
        )
        {
            Router = new NamespaceShell(network.Namespace("router")),
            Endpoints = endpoints,
            Outside = origins
                .Select(origin => origin.Namespace)
                .Distinct()
                .ToImmutableSortedDictionary(name => name, INodeShell (name) => new NamespaceShell(name)),
        };
    }

    private static ImmutableArray<ProbeOrigin.OutsideNetwork> Origins(LocalNetwork network) =>
        [
            .. network.Clients.Select(address => new ProbeOrigin.OutsideNetwork("client", network.Namespace("client"), address)),
            .. network.Management.Select(address => new ProbeOrigin.OutsideNetwork("management", network.Namespace("mgmt"), address)),
            .. network.Internet.Select(address => new ProbeOrigin.OutsideNetwork("internet", network.Namespace("internet"), address)),
        ];
}
