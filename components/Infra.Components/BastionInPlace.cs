using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components;

/// <summary>
/// The bastion that this program reaches nodes through: the one with the lowest number that lets it in. Nodes have admitted the lowest
/// longest; a new one is admitted only once this program has pushed the nodes' filters.
/// </summary>
/// <remarks>
/// It is part of every connection to a node, and a changed connection is a changed input, so that the engine repeats the pushes. It stays
/// the first for as long as that is alive. A preview asks nobody, and shows a run in which it is.
/// </remarks>
/// <param name="Jump">Known once the bastions have confirmed the bundles that let connections to these very nodes through.</param>
internal sealed record BastionInPlace(JumpHost Jump)
{
    internal static BastionInPlace Of((ImmutableArray<EnrolledNode> Bastions, ServiceEnrolment Enrolment) made)
    {
        var ready = made.Enrolment.Confirmed.Chain(confirmed => Output.All(confirmed.Select(resource => resource.Urn)));
        if (made.Bastions.Length == 1 || Deployment.Instance.IsDryRun)
        {
            var (only, hostKey) = (made.Bastions[0], made.Enrolment.HostKeys[made.Bastions[0].Node.Key]);
            return new BastionInPlace(
                new JumpHost(
                    only.Connection.Host.ToOutput(),
                    only.Connection.Port,
                    Output.Tuple(hostKey, ready).Derive(known => known.Item1)
                )
            );
        }

        var chosen = Output
            .Tuple(Output.All(made.Bastions.Select(bastion => Candidate(bastion, made.Enrolment))), ready)
            .Chain(known => Choose([.. known.Item1.SelectMany(each => each)], []));
        return new BastionInPlace(
            new JumpHost(chosen.Derive(one => one.Host), chosen.Derive(one => one.Connection.Port), chosen.Derive(one => one.HostKey))
        );
    }

    /// <summary>The same node, reached through the bastion.</summary>
    internal EnrolledNode Before(EnrolledNode node) => node with { Connection = node.Connection with { Jump = Jump } };

    /// <summary>Empty if a run excludes the bastion.</summary>
    private static Output<ImmutableArray<Login>> Candidate(EnrolledNode bastion, ServiceEnrolment enrolment) =>
        Derivation.Optional(
            Output
                .Tuple(bastion.Connection.Host.ToOutput(), enrolment.HostKeys[bastion.Node.Key], enrolment.Answered[bastion.Node.Key])
                .Derive(known => new Login(bastion.Node, bastion.Connection, known.Item1, known.Item2, known.Item3))
        );

    /// <param name="dead">Those before the candidates, each with the reason.</param>
    private static Output<Login> Choose(ImmutableArray<Login> candidates, ImmutableArray<(Login Bastion, string Why)> dead)
    {
        if (candidates.IsEmpty)
        {
            // What asks each node says of this one why it does not get there. None at all, if the run excludes them: not known then.
            return Output.Create(dead.IsEmpty ? null! : dead[0].Bastion);
        }

        var (next, others) = (candidates[0], candidates[1..]);
        return next.Answered
            ? NodeAnswer
                .AskBastion(next.Connection, new JumpHost(Output.Create(next.Host), next.Connection.Port, Output.Create(next.HostKey)))
                .Chain(why => why.Length == 0 ? Output.Create(Told(next, dead)) : Choose(others, dead.Add((next, why))))
            : Choose(others, dead.Add((next, "no answer at all")));
    }

    private static Login Told(Login chosen, ImmutableArray<(Login Bastion, string Why)> dead)
    {
        foreach (var (bastion, why) in dead)
        {
            Log.Warn(
                $"{bastion.Node.Key} does not let this program through ({why}): nodes are reached through {chosen.Node.Key} instead. To "
                    + $"replace its VM: {Replacement.Command(Deployment.Instance.StackName, bastion.Node)}, then run up."
            );
        }

        return chosen;
    }

    /// <param name="Answered">Whether anything responded at its address in this run.</param>
    private sealed record Login(Node Node, NodeConnection Connection, string Host, string HostKey, bool Answered);
}
