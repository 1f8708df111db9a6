using Infra.Components.Peerings;
using Infra.Core.Clouds.Gcp;
using Infra.Core.PeerContracts;
using Infra.Core.Spec.Peerings;
using Pulumi;
using Compute = Pulumi.Gcp.Compute;

namespace Infra.Components.Gcp;

/// <summary>
/// One peering: our half and, if we may create it, the other side's. GCP itself routes between the two networks. It opens no firewall:
/// who may connect is decided elsewhere.
/// </summary>
public sealed class Peering : ComponentResource
{
    private readonly string _halfName;

    /// <param name="name">The peering's name.</param>
    /// <exception cref="ArgumentException">The peering is not on Google Cloud.</exception>
    public Peering(string name, PeeringArgs args, ComponentResourceOptions? options = null)
        : base("infra:gcp:Peering", name, options)
    {
        var spec = args.Spec;
        var other =
            spec.Other as OtherSide.Gcp ?? throw new ArgumentException($"The peering {spec.Name} is not on Google Cloud.", nameof(args));
        _halfName = args.HalfName;
        var resource = $"{args.Project}-{name}";
        var ours = CreateHalf(resource, args.NetworkLink, other.NetworkPath);
        // After ours: Google Cloud changes a network's peerings one at a time.
        var theirs = spec.Mode == PeeringMode.BothSides ? CreateHalf($"{resource}-back", other.NetworkPath, args.NetworkLink, ours) : null;

        // The second half was created after the first, so its view is newer.
        var seen = theirs ?? ours;
        Result = new PeeringResult(
            name,
            ours.Id,
            Output.Tuple(seen.State, seen.StateDetails.OrEmpty()).Derive(known => Word(spec, known.Item1, known.Item2)),
            args.NetworkLink.ToOutput().Derive(GcpTerms.Known)
        );
        RegisterOutputs(
            new Dictionary<string, object?> { ["id"] = RegisteredOutputs.Of(Result.Id), ["state"] = RegisteredOutputs.Of(Result.State) }
        );
    }

    /// <summary>The peering's state, and what the other side needs to know.</summary>
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
                // The name is unique only within its network, so both halves use the name from the contract.
                Name = _halfName,
                Network = network,
                PeerNetwork = peer,
                StackType = "IPV4_ONLY",
                // Private subnet routes are always exchanged; nothing else is.
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
                $"The peering '{spec.Name}' failed: Google Cloud reports \"{details}\". Compare 'project', 'network' "
                    + "and 'cidrs' with what the other side gave you."
            );
    }
}
