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
    private readonly string _halfName;

    /// <param name="name">The peering's.</param>
    /// <exception cref="ArgumentException">The peering is not one of Google Cloud.</exception>
    public Peering(string name, PeeringArgs args, ComponentResourceOptions? options = null)
        : base("infra:gcp:Peering", name, options)
    {
        var spec = args.Spec;
        var other =
            spec.Other as OtherSide.Gcp ?? throw new ArgumentException($"The peering {spec.Name} is not on Google Cloud.", nameof(args));
        _halfName = args.HalfName;
        var resource = $"{args.Project}-{name}";
        var ours = CreateHalf(resource, args.NetworkLink, other.NetworkPath);
        // After ours: of one network Google Cloud changes one peering at a time.
        var theirs = spec.Mode == PeeringMode.BothSides ? CreateHalf($"{resource}-back", other.NetworkPath, args.NetworkLink, ours) : null;

        // The second half was there when the first one was, and so what it saw is later.
        var seen = theirs ?? ours;
        Result = new PeeringResult(
            name,
            ours.Id,
            Output.Tuple(seen.State, seen.StateDetails.OrEmpty()).Derive(known => Word(spec, known.Item1, known.Item2)),
            args.NetworkLink.ToOutput().Derive(GcpTerms.Known)
        );
        RegisterOutputs(new Dictionary<string, object?> { ["id"] = Result.Id, ["state"] = Derivation.Registered(Result.State) });
    }

    /// <summary>How far it is, and what the other side is told.</summary>
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
                Name = _halfName,
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
                $"The peering '{spec.Name}' failed: Google Cloud reports \"{details}\". Compare 'project', 'network' and 'cidrs' with what the other side gave you."
            );
    }
}
