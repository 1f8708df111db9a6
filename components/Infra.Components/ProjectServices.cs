using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Components.Peerings;
using Infra.Core.Deployments;
using Infra.Core.Dns;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components;

/// <summary>Assembles a project's services in a cloud's network, the same way on every cloud.</summary>
internal static class ProjectServices
{
    /// <summary>
    /// Creates each service's firewall, then its nodes, enrols them together, then adds DNS names if the project has a zone.
    /// </summary>
    /// <param name="surround">Creates a service's firewall, and returns the function that creates one of its nodes.</param>
    /// <param name="name">Creates the DNS records of a service whose nodes exist.</param>
    /// <param name="natAddresses">Zone key to the source address of that zone's nodes.</param>
    internal static ProjectOutputs Create(
        ProjectContext context,
        Func<string, Func<NodePlan, EnrolledNode>> surround,
        Func<DnsPlan, ServiceInPlace, Resource> name,
        IReadOnlyDictionary<string, Output<string>> natAddresses,
        IReadOnlyCollection<PeeringResult> peerings
    )
    {
        var plan = context.Plan;
        if (plan.Spec.IsMarked)
            _ = new ProjectInUse(plan.Spec.Name, plan.Spec.IsProtected);
        var enrolled = new List<EnrolledNode>();
        var enrolments = new List<ServiceEnrolment>();
        var names = new List<Resource>();
        var hostKeys = new Dictionary<string, Output<string>>(StringComparer.Ordinal);

        // First, because nodes are reached through them.
        var bastion = plan.Topology.Bastions.IsEmpty ? null : BastionInPlace.Of(Enrol(Bastion.Owner, null));
        foreach (var service in plan.Spec.Services.Keys)
            Enrol(service, bastion);

        (ImmutableArray<EnrolledNode>, ServiceEnrolment) Enrol(string owner, BastionInPlace? through)
        {
            var create = surround(owner);
            var nodes = plan.NodesOf(owner).Select(create).Select(node => through?.Before(node) ?? node).ToImmutableArray();
            var enrolment = new ServiceEnrolment(owner, new ServiceEnrolmentArgs { Nodes = nodes });
            foreach (var (node, hostKey) in enrolment.HostKeys)
                hostKeys.Add(node, hostKey);
            if (plan.Names is { } dns)
                names.Add(name(dns, new ServiceInPlace(owner, enrolment.Confirmed, PublicAddresses(nodes))));
            enrolments.Add(enrolment);
            enrolled.AddRange(nodes);
            return (nodes, enrolment);
        }

        Unanswered.Tell(
            plan.Spec.Name,
            enrolments,
            names,
            // Pulumi deletes last, and nothing after a failure; the nodes that responded already deny such a source themselves.
            "Rules of removed sources are deleted by the next run without errors, or now with pulumi up --continue-on-error. "
        );

        var addresses = plan.Topology.Machines.ToImmutableDictionary(node => node.Key, node => node.Address.ToString());
        return new ProjectOutputs(
            Output.Create(addresses),
            OutputMap.Existing(enrolled.ToDictionary(node => node.Node.Key, node => node.Connection.Address)),
            OutputMap.Existing(hostKeys),
            OutputMap.Existing(natAddresses)
        )
        {
            PublicAddresses = OutputMap.Existing(PublicAddresses(enrolled)),
            Images = OutputMap.Existing(
                enrolled.Where(node => node.Image is not null).ToDictionary(node => node.Node.Key, node => node.Image!)
            ),
            Reached = enrolments.ToImmutableSortedDictionary(each => each.Owner, each => each.Reached, StringComparer.Ordinal),
            Peerings = PeeringOutputs.Of(plan.Project, peerings),
        };
    }

    private static Dictionary<string, Output<string>> PublicAddresses(IEnumerable<EnrolledNode> nodes) =>
        nodes
            .Where(node => node.PublicAddress is not null)
            .ToDictionary(node => node.Node.Key, node => node.PublicAddress!, StringComparer.Ordinal);
}
