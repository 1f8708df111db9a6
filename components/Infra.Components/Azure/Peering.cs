using System.Collections.Immutable;
using Infra.Components.Peerings;
using Infra.Core.Clouds.Azure;
using Infra.Core.PeerContracts;
using Infra.Core.Spec.Peerings;
using Pulumi;
using Pulumi.Azure.Inputs;
using Pulumi.Azure.Network;

namespace Infra.Components.Azure;

/// <summary>
/// One peering: our half, and where we may make it, the other side's. Routes between the two networks are Azure's own.
/// Nothing of it is in a firewall: who is let in is decided elsewhere.
/// </summary>
public sealed class Peering : ComponentResource
{
    private readonly string _halfName;

    /// <param name="name">The peering's.</param>
    /// <exception cref="ArgumentException">The peering is not one of Azure.</exception>
    public Peering(string name, PeeringArgs args, ComponentResourceOptions? options = null)
        : base("infra:azure:Peering", name, options)
    {
        var spec = args.Spec;
        var other = spec.Other as OtherSide.Azure ?? throw new ArgumentException($"The peering {spec.Name} is not on Azure.", nameof(args));
        _halfName = args.HalfName;
        var resource = $"{args.Project}-{name}";
        var tenant = Derivation.Ask(
            () => Pulumi.Azure.Core.GetClientConfig.InvokeAsync(new InvokeOptions { Parent = this }),
            client => client.TenantId
        );
        var ours = CreateHalf(
            resource,
            new VirtualNetworkPeeringArgs
            {
                ResourceGroupName = args.NetworkResourceGroup,
                VirtualNetworkName = args.NetworkName,
                RemoteVirtualNetworkId = other.VirtualNetworkId,
                // A half keeps the other network's addresses as they were: where they are said to have changed, it is renewed.
                Triggers = { ["cidrs"] = string.Join(' ', spec.Cidrs) },
            },
            CreateProvider(resource, new Pulumi.Azure.ProviderArgs { AuxiliaryTenantIds = Besides(tenant, other.Tenant) }),
            args.After
        );
        var theirs = spec.Mode == PeeringMode.BothSides ? CreateTheirs($"{resource}-back", other, tenant, args.NetworkId, ours) : null;

        Last = theirs ?? ours;
        Result = new PeeringResult(
            name,
            ours.Id,
            // Neither half says whether it is connected: the provider does not report that.
            Output.Create(PeeringStates.Word(PeeringState.Unknown)),
            Output.Tuple(args.NetworkId.ToOutput(), tenant).Derive(known => AzureTerms.Known(known.Item1, known.Item2))
        );
        RegisterOutputs(new Dictionary<string, object?> { ["id"] = Result.Id, ["state"] = Derivation.Registered(Result.State) });
    }

    /// <summary>How far it is, and what the other side is told.</summary>
    public PeeringResult Result { get; }

    /// <summary>What is there when all of the peering is.</summary>
    public Resource Last { get; }

    private VirtualNetworkPeering CreateTheirs(
        string name,
        OtherSide.Azure other,
        Output<string> tenant,
        Input<string> networkId,
        Resource ours
    ) =>
        CreateHalf(
            name,
            new VirtualNetworkPeeringArgs
            {
                ResourceGroupName = other.ResourceGroup,
                VirtualNetworkName = other.VirtualNetwork,
                RemoteVirtualNetworkId = networkId,
            },
            CreateProvider(
                name,
                new Pulumi.Azure.ProviderArgs
                {
                    SubscriptionId = other.Subscription,
                    TenantId = other.Tenant,
                    AuxiliaryTenantIds = tenant.Derive(ours => Besides(other.Tenant, ours)),
                }
            ),
            [ours]
        );

    private VirtualNetworkPeering CreateHalf(
        string name,
        VirtualNetworkPeeringArgs args,
        ProviderResource provider,
        ImmutableArray<Resource> after
    )
    {
        // Named within its network alone, so both halves have the name that the contract says.
        args.Name = _halfName;
        args.AllowVirtualNetworkAccess = true;
        args.AllowForwardedTraffic = false;
        args.AllowGatewayTransit = false;
        args.UseRemoteGateways = false;
        return new VirtualNetworkPeering(
            name,
            args,
            // Two networks have one peering with each other at most, and a network one of a name.
            new CustomResourceOptions
            {
                Parent = this,
                Provider = provider,
                DependsOn = [.. after],
                DeleteBeforeReplace = true,
            }
        );
    }

    /// <summary>
    /// A provider of its own for each half: what shows itself to the other side's directory makes nothing but this, and a
    /// provider shows itself to three of them at most.
    /// </summary>
    private Pulumi.Azure.Provider CreateProvider(string name, Pulumi.Azure.ProviderArgs args)
    {
        // Ours has registered what is needed in our subscription; in theirs that is their own affair.
        args.ResourceProviderRegistrations = "none";
        args.Features = new ProviderFeaturesArgs();
        return new Pulumi.Azure.Provider($"azure-{name}", args, new CustomResourceOptions { Parent = this });
    }

    private static Output<ImmutableArray<string>> Besides(Output<string> home, string other) => home.Derive(known => Besides(known, other));

    private static ImmutableArray<string> Besides(string home, string other) =>
        string.Equals(home, other, StringComparison.OrdinalIgnoreCase) ? [] : [other];
}
