using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core.Clouds.Local;
using Infra.Core.Deployments;
using Infra.Core.Dns;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Local;

/// <summary>Derives every component's arguments from the project's plan; nothing else in this folder reads the plan.</summary>
/// <param name="owner">The project's directory.</param>
internal sealed class ArgsOfPlan(DeploymentPlan plan, string stack, string owner)
{
    internal LocalNetwork Lab { get; } = LocalNetwork.Of(plan.Project, stack);

    internal ProjectNetworkArgs Network() => new() { Lab = Lab, Owner = owner };

    internal ProjectFirewallArgs Firewall(ProjectNetwork network) =>
        new()
        {
            Lab = Lab,
            Owner = owner,
            Rules = ((LocalFirewall)plan.Firewall).Text,
            Epoch = network.Epoch,
            After = [network.Ready],
        };

    internal ServiceNodeArgs Node(NodePlan node, OperatorAccess access, ProjectNetwork network, ProjectFirewall firewall) =>
        new()
        {
            Lab = Lab,
            Plan = node,
            Machine = LocalMachine.Of(plan.Topology, node.Node),
            ImageDirectory = network.ImageDirectory,
            Operator = access,
            Endpoint = plan.Spec.Endpoints.GetValueOrDefault(node.Node.Key),
            WhenSilent = UnreachableText.Of(plan.Spec),
            IsBehindBastion = !plan.Topology.Bastions.IsEmpty && !node.Node.IsBastion,
            After = [network.Ready, firewall.Ready],
        };

    /// <param name="confirmed">Per service.</param>
    internal ProjectDnsArgs Dns(DnsPlan names, ProjectNetwork network, IEnumerable<Output<ImmutableArray<Resource>>> confirmed) =>
        new()
        {
            Lab = Lab,
            Names = names,
            Epoch = network.Epoch,
            After = Output.All(confirmed).Derive(each => each.SelectMany(resources => resources).Prepend(network.Tools).ToImmutableArray()),
        };
}
