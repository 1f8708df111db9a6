using System.Collections.Immutable;
using Infra.Components.Peerings;
using Infra.Core.Clouds.Azure;
using Infra.Core.PeerContracts;
using Infra.Core.Spec.Identity;
using Infra.Core.Spec.Peerings;
using Pulumi;
using Pulumi.Azure.Inputs;
using Pulumi.Azure.Network;

namespace Infra.Components.Azure;

/// <summary>
/// One peering: our half and, if we may create it, the other side's. Azure itself routes between the two networks. It opens no firewall:
/// who may connect is decided elsewhere.
/// </summary>
public sealed class Peering : ComponentResource
{
    private readonly string _halfName;

    /// <param name="name">The peering's name.</param>
    /// <exception cref="ArgumentException">The peering is not on Azure.</exception>
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
                // Each half keeps a copy of the other network's address space: it is renewed when that is known to have changed.
                Triggers = { ["cidrs"] = string.Join(' ', spec.Cidrs) },
            },
            CreateProvider(
                resource,
                new Pulumi.Azure.ProviderArgs { AuxiliaryTenantIds = Besides(tenant, other.Tenant) },
                args.Subscription,
                args.RunAs
            ),
            args.After
        );
        var theirs = spec.Mode == PeeringMode.BothSides ? CreateTheirs($"{resource}-back", other, tenant, args, ours) : null;

        Last = theirs ?? ours;
        Result = new PeeringResult(
            name,
            ours.Id,
            // Neither half shows whether it is connected: the provider does not report it.
            Output.Create(PeeringStates.Word(PeeringState.Unknown)),
            Output.Tuple(args.NetworkId.ToOutput(), tenant).Derive(known => AzureTerms.Known(known.Item1, known.Item2))
        );
        RegisterOutputs(
            new Dictionary<string, object?> { ["id"] = RegisteredOutputs.Of(Result.Id), ["state"] = RegisteredOutputs.Of(Result.State) }
        );
    }

    /// <summary>The peering's state, and what the other side needs to know.</summary>
    public PeeringResult Result { get; }

    /// <summary>The resource that exists once the whole peering does.</summary>
    public Resource Last { get; }

    private VirtualNetworkPeering CreateTheirs(
        string name,
        OtherSide.Azure other,
        Output<string> tenant,
        PeeringArgs args,
        Resource ours
    ) =>
        CreateHalf(
            name,
            new VirtualNetworkPeeringArgs
            {
                ResourceGroupName = other.ResourceGroup,
                VirtualNetworkName = other.VirtualNetwork,
                RemoteVirtualNetworkId = args.NetworkId,
            },
            CreateProvider(
                name,
                new Pulumi.Azure.ProviderArgs
                {
                    TenantId = other.Tenant,
                    AuxiliaryTenantIds = tenant.Derive(ours => Besides(other.Tenant, ours)),
                },
                other.Subscription,
                args.RunAs
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
        // The name is unique only within its network, so both halves use the name from the contract.
        args.Name = _halfName;
        args.AllowVirtualNetworkAccess = true;
        args.AllowForwardedTraffic = false;
        args.AllowGatewayTransit = false;
        args.UseRemoteGateways = false;
        return new VirtualNetworkPeering(
            name,
            args,
            // Two networks can have only one peering with each other, and peering names are unique within a network.
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
    /// A separate provider for each half: credentials for the other side's tenant are used for nothing but this, and a provider supports
    /// at most three auxiliary tenants.
    /// </summary>
    private Pulumi.Azure.Provider CreateProvider(string name, Pulumi.Azure.ProviderArgs args, string? subscription, RunAs? runAs)
    {
        ProviderIdentity.Set(args, subscription, runAs);
        // Our provider has registered what our subscription needs; theirs is up to them.
        args.ResourceProviderRegistrations = "none";
        args.Features = new ProviderFeaturesArgs();
        return new Pulumi.Azure.Provider($"azure-{name}", args, new CustomResourceOptions { Parent = this });
    }

    private static Output<ImmutableArray<string>> Besides(Output<string> home, string other) => home.Derive(known => Besides(known, other));

    private static ImmutableArray<string> Besides(string home, string other) =>
        string.Equals(home, other, StringComparison.OrdinalIgnoreCase) ? [] : [other];
}
