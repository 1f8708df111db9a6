using Infra.Components.Peerings;
using Infra.Core.Clouds.Gcp;
using Infra.Core.PeerContracts;
using Infra.Core.Spec.Peerings;
using Pulumi;
using Compute = Pulumi.Gcp.Compute;

namespace Infra.Components.Gcp;

/// <summary>
/// One peering: our half, and where we may make it, the other side's. Routes between the two networks are GCP's own.
/// Nothing of it is in a firewall: who is let in is decided elsewhere.
/// </summary>
public sealed class Peering : ComponentResource
{
    private readonly string _name;

    /// <exception cref="ArgumentException">The peering is not one of Google Cloud.</exception>
    public Peering(PeeringSpec spec, ProjectContext context, ProjectNetwork network, ComponentResourceOptions? options = null)
        : base("infra:gcp:Peering", spec.Name, options)
    {
        var other =
            spec.Other as OtherSide.Gcp
            ?? throw new ArgumentException($"The peering {spec.Name} is not one of Google Cloud.", nameof(spec));
        _name = GcpTerms.PeeringName(context.Plan.Spec, spec);
        var resource = $"{context.Plan.Spec.Name}-{spec.Name}";
        var ours = CreateHalf(resource, network.NetworkLink, other.NetworkPath);
        // After ours: of one network Google Cloud changes one peering at a time.
        var theirs =
            spec.Mode == PeeringMode.BothSides ? CreateHalf($"{resource}-back", other.NetworkPath, network.NetworkLink, ours) : null;

        // The second half was there when the first one was, and so what it saw is later.
        var seen = theirs ?? ours;
        Result = new PeeringResult(
            spec.Name,
            ours.Id,
            Output.Tuple(seen.State, seen.StateDetails.OrEmpty()).Derive(known => Word(spec, known.Item1, known.Item2)),
            network.NetworkLink.Derive(GcpTerms.Known)
        );
        RegisterOutputs();
    }

    public PeeringResult Result { get; }

    private Compute.NetworkPeering CreateHalf(string name, Input<string> network, Input<string> peer, Resource? after = null)
    {
        var options = new CustomResourceOptions { Parent = this };
        if (after is not null)
            options.DependsOn.Add(after);
        return new Compute.NetworkPeering(
            name,
            new Compute.NetworkPeeringArgs
            {
                // Named within its network alone, so both halves have the name that the contract says.
                Name = _name,
                Network = network,
                PeerNetwork = peer,
                StackType = "IPV4_ONLY",
                // Private subnets' routes are exchanged whatever one says; nothing else is.
                ExportCustomRoutes = false,
                ImportCustomRoutes = false,
                ExportSubnetRoutesWithPublicIp = false,
                ImportSubnetRoutesWithPublicIp = false,
            },
            options
        );
    }

    private static string Word(PeeringSpec spec, string state, string details)
    {
        var known = PeeringStates.OfGcp(state, details);
        return known != PeeringState.InvalidSpecification
            ? PeeringStates.Word(known)
            : throw new RunException(
                $"The peering '{spec.Name}' failed: Google Cloud says \"{details}\". Compare 'project', 'network' and 'cidrs' with what the other side gave you."
            );
    }
}
