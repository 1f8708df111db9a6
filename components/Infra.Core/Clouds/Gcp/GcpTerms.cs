using System.Collections.Immutable;
using Infra.Core.Catalog;
using Infra.Core.PeerContracts;
using Infra.Core.Spec;
using Infra.Core.Spec.Peerings;
using static Infra.Core.PeerContracts.CloudTerms;
using static Infra.Core.PeerContracts.ShellText;

namespace Infra.Core.Clouds.Gcp;

/// <summary>GCP: each side creates a peering that names the other's network; the two together form one.</summary>
public static class GcpTerms
{
    public const string OurProject = "OUR_PROJECT";
    public const string OurNetwork = "OUR_NETWORK";

    /// <summary>The name of both halves, each in its own network; the other side may be peered with several projects.</summary>
    public static string PeeringName(ProjectSpec spec, PeeringSpec peering) => CloudNames.Of(spec.Name, peering.Name);

    /// <summary>
    /// The values that follow from our network's link: <c>https://…/projects/&lt;project&gt;/global/networks/&lt;name&gt;</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The link is not valid.</exception>
    public static ImmutableDictionary<string, string> Known(string networkLink) =>
        networkLink.Split('/') is [.., "projects", var project, "global", "networks", var network]
            ? ImmutableDictionary<string, string>.Empty.Add(OurProject, project).Add(OurNetwork, network)
            : throw new ArgumentException($"'{networkLink}' is not the link of a network.", nameof(networkLink));

    internal static CloudTerms Of(ProjectSpec spec, PeeringSpec peering, OtherSide.Gcp other)
    {
        var name = Word(PeeringName(spec, peering));
        var where = $"--project={Word(other.Project)} --network={Word(other.Network)}";
        var create = You(
            "Create your half",
            "The peering works when both halves are there, in whatever order; until then it is inactive. It must name "
                + "the project and network that you were told.",
            $"gcloud compute networks peerings create {name} {where} \\",
            $"    --peer-project={Variable(OurProject)} --peer-network={Variable(OurNetwork)}"
        );
        var let = You(
            "Let your clients out",
            "Where your firewall denies egress, allow the ports below to the project's network. Its subnets are "
                + "routed by themselves, also those to come."
        );
        return new CloudTerms(
            [AfterUp(OurProject, "the project that asks"), AfterUp(OurNetwork, "its network")],
            peering.Mode == PeeringMode.BothSides ? [let] : [create, let],
            [
                "Needed for it: compute.networks.addPeering and compute.networks.removePeering on your network "
                    + "(roles/compute.networkAdmin has them).",
                "Custom routes are neither exported nor imported, on either side; routes of subnets with private "
                    + "addresses always are, on GCP.",
                "GCP's default rules allow what comes from 10.128.0.0/9 in auto-mode networks: a rule that denies the "
                    + "project's network costs nothing.",
            ],
            You("End it", "Either side may, at any time and alone.", $"gcloud compute networks peerings delete {name} {where}")
        );
    }
}
