using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Pulumi;

namespace Infra.Components;

/// <summary>
/// The bastion that this program reaches nodes through: the one with the lowest number, which nodes have admitted longest. A new one is
/// admitted only once this program has pushed the nodes' filters.
/// </summary>
/// <param name="Jump">Known once the bastion has confirmed the bundle that lets connections to these very nodes through.</param>
internal sealed record BastionInPlace(JumpHost Jump)
{
    internal static BastionInPlace Of((ImmutableArray<EnrolledNode> Bastions, ServiceEnrolment Enrolment) made)
    {
        var first = made.Bastions[0];
        var ready = made.Enrolment.Confirmed.Chain(confirmed => Output.All(confirmed.Select(resource => resource.Urn)));
        return new BastionInPlace(
            new JumpHost(
                first.Connection.Host.ToOutput(),
                first.Connection.Port,
                Output.Tuple(made.Enrolment.HostKeys[first.Node.Key], ready).Derive(known => known.Item1)
            )
        );
    }

    /// <summary>The same node, reached through the bastion.</summary>
    internal EnrolledNode Before(EnrolledNode node) => node with { Connection = node.Connection with { Jump = Jump } };
}
