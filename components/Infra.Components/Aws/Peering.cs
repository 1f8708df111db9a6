using System.Collections.Immutable;
using Infra.Components.Peerings;
using Infra.Core.Clouds.Aws;
using Infra.Core.PeerContracts;
using Infra.Core.Spec.Peerings;
using Pulumi;
using Pulumi.Aws.Inputs;
using Ec2 = Pulumi.Aws.Ec2;

namespace Infra.Components.Aws;

/// <summary>
/// One peering: the request to the other account, the routes on our side and, where we hold credentials there, its acceptance. It opens
/// no firewall: who may connect is decided elsewhere.
/// </summary>
public sealed class Peering : ComponentResource
{
    /// <param name="name">The peering's name.</param>
    /// <exception cref="ArgumentException">The peering is not on AWS.</exception>
    public Peering(string name, PeeringArgs args, ComponentResourceOptions? options = null)
        : base("infra:aws:Peering", name, options)
    {
        var spec = args.Spec;
        var other = spec.Other as OtherSide.Aws ?? throw new ArgumentException($"The peering {spec.Name} is not on AWS.", nameof(args));
        var resource = $"{args.Project}-{name}";
        var connection = new Ec2.VpcPeeringConnection(
            resource,
            new Ec2.VpcPeeringConnectionArgs
            {
                VpcId = args.VpcId,
                PeerOwnerId = other.Account,
                PeerVpcId = other.Vpc,
                PeerRegion = other.Region,
                // Accepted by the other account, even if that is ours: one path for all cases, and the only one that works across
                // regions.
                AutoAccept = false,
                Tags = Tags.Named(resource),
            },
            // Two VPCs can have only one peering with each other, so the old one is deleted first.
            new CustomResourceOptions { Parent = this, DeleteBeforeReplace = true }
        );
        var accepted = spec.Mode == PeeringMode.BothSides ? Accept(resource, other, args, connection) : null;
        Route(args, connection, accepted);

        Result = new PeeringResult(
            name,
            connection.Id,
            // The acceptance came after the request, so its view is newer.
            (accepted?.AcceptStatus ?? connection.AcceptStatus).Derive(status => Word(spec, status)),
            Output
                .Tuple(connection.Id, args.VpcId.ToOutput(), AwsAccount.Id(new CustomResourceOptions { Parent = this }))
                .Derive(known =>
                    ImmutableDictionary<string, string>
                        .Empty.Add(AwsTerms.PeeringId, known.Item1)
                        .Add(AwsTerms.OurVpc, known.Item2)
                        .Add(AwsTerms.OurAccount, known.Item3)
                )
        );
        RegisterOutputs(
            new Dictionary<string, object?> { ["id"] = RegisteredOutputs.Of(Result.Id), ["state"] = RegisteredOutputs.Of(Result.State) }
        );
    }

    /// <summary>The peering's state, and what the other side needs to know.</summary>
    public PeeringResult Result { get; }

    private Ec2.VpcPeeringConnectionAccepter Accept(
        string name,
        OtherSide.Aws other,
        PeeringArgs peering,
        Ec2.VpcPeeringConnection connection
    )
    {
        var args = new Pulumi.Aws.ProviderArgs
        {
            Region = other.Region,
            // Whoever's credentials these are, they must belong to that account, or nothing is changed.
            AllowedAccountIds = { other.Account },
            DefaultTags = new ProviderDefaultTagsArgs { Tags = peering.DefaultTags },
        };
        if (other.AssumeRole is { } role)
            args.AssumeRoles.Add(new ProviderAssumeRoleArgs { RoleArn = role, SessionName = $"infra-{name}" });
        var provider = new Pulumi.Aws.Provider($"aws-{name}", args, new CustomResourceOptions { Parent = this });
        return new Ec2.VpcPeeringConnectionAccepter(
            name,
            new Ec2.VpcPeeringConnectionAccepterArgs
            {
                VpcPeeringConnectionId = connection.Id,
                AutoAccept = true,
                Tags = Tags.Named(name),
            },
            new CustomResourceOptions { Parent = this, Provider = provider }
        );
    }

    // Before the other side accepts, AWS accepts routes but drops the traffic; after acceptance everything is in place at once.
    private void Route(PeeringArgs args, Ec2.VpcPeeringConnection connection, Resource? accepted)
    {
        var options = new CustomResourceOptions { Parent = this };
        if (accepted is not null)
            options.DependsOn.Add(accepted);
        foreach (var (subnet, table) in args.RouteTableIds.OrderBy(table => table.Key, StringComparer.Ordinal))
        {
            foreach (var cidr in args.Spec.Cidrs)
            {
                // Keyed by table and destination, which are unique: another peering that takes over a network updates the route in place.
                _ = new Ec2.Route(
                    $"{args.Project}-{subnet}-{cidr.ToString().Replace('/', '_')}",
                    new Ec2.RouteArgs
                    {
                        RouteTableId = table,
                        DestinationCidrBlock = cidr.ToString(),
                        VpcPeeringConnectionId = connection.Id,
                    },
                    options
                );
            }
        }
    }

    private static string Word(PeeringSpec spec, string status)
    {
        var state = PeeringStates.OfAws(status);
        return state != PeeringState.InvalidSpecification
            ? PeeringStates.Word(state)
            : throw new RunException(
                $"The peering '{spec.Name}' failed: AWS found no such VPC in that account and region, or the two networks overlap. "
                    + "Compare 'account', 'vpc' and 'region' with what the other side gave you."
            );
    }
}
