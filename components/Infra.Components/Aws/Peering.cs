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
/// One peering: the request to the other account, the routes on our side, and where we hold credentials there, its
/// acceptance. Nothing of it is in a firewall: who is let in is decided elsewhere.
/// </summary>
public sealed class Peering : ComponentResource
{
    /// <exception cref="ArgumentException">The peering is not one of AWS.</exception>
    public Peering(PeeringSpec spec, ProjectContext context, ProjectNetwork network, ComponentResourceOptions? options = null)
        : base("infra:aws:Peering", spec.Name, options)
    {
        var other = spec.Other as OtherSide.Aws ?? throw new ArgumentException($"The peering {spec.Name} is not one of AWS.", nameof(spec));
        var name = $"{context.Plan.Spec.Name}-{spec.Name}";
        var connection = new Ec2.VpcPeeringConnection(
            name,
            new Ec2.VpcPeeringConnectionArgs
            {
                VpcId = network.VpcId,
                PeerOwnerId = other.Account,
                PeerVpcId = other.Vpc,
                PeerRegion = other.Region,
                // Accepted by the other account, also where that is ours: one way for all, and the only one across regions.
                AutoAccept = false,
                Tags = Tags.Named(name),
            },
            // Two VPCs have one peering with each other at most, so the old one goes first.
            new CustomResourceOptions { Parent = this, DeleteBeforeReplace = true }
        );
        var accepted = spec.Mode == PeeringMode.BothSides ? Accept(name, other, context, connection) : null;
        Route(spec, context, network, connection, accepted);

        Result = new PeeringResult(
            spec.Name,
            connection.Id,
            // The acceptance was after the request, and what it saw is later.
            (accepted?.AcceptStatus ?? connection.AcceptStatus).Derive(status => Word(spec, status)),
            Output
                .Tuple(connection.Id, network.VpcId, AwsAccount.Id(new CustomResourceOptions { Parent = this }))
                .Derive(known =>
                    ImmutableDictionary<string, string>
                        .Empty.Add(AwsTerms.PeeringId, known.Item1)
                        .Add(AwsTerms.OurVpc, known.Item2)
                        .Add(AwsTerms.OurAccount, known.Item3)
                )
        );
        RegisterOutputs();
    }

    public PeeringResult Result { get; }

    private Ec2.VpcPeeringConnectionAccepter Accept(
        string name,
        OtherSide.Aws other,
        ProjectContext context,
        Ec2.VpcPeeringConnection connection
    )
    {
        var args = new Pulumi.Aws.ProviderArgs
        {
            Region = other.Region,
            // Whoever's credentials these are: they must be that account's, or nothing happens.
            AllowedAccountIds = { other.Account },
            DefaultTags = new ProviderDefaultTagsArgs { Tags = Tags.OfProject(context) },
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

    // Before the other side accepts, AWS takes a route and drops what would use it; when it does, all is there at once.
    private void Route(
        PeeringSpec spec,
        ProjectContext context,
        ProjectNetwork network,
        Ec2.VpcPeeringConnection connection,
        Resource? accepted
    )
    {
        var options = new CustomResourceOptions { Parent = this };
        if (accepted is not null)
            options.DependsOn.Add(accepted);
        foreach (var (subnet, table) in network.RouteTableIds.OrderBy(table => table.Key, StringComparer.Ordinal))
        {
            foreach (var cidr in spec.Cidrs)
            {
                // By table and destination, of which there is one: another peering that takes a network over updates it in place.
                _ = new Ec2.Route(
                    $"{context.Plan.Spec.Name}-{subnet}-{cidr.ToString().Replace('/', '_')}",
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
