using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Spec.Peerings;

/// <summary>A private connection between the project's network and one of somebody else's, within one cloud provider.</summary>
/// <param name="Name">Names resources, outputs and the zone in the policy.</param>
/// <param name="Cidrs">
/// The other side's networks: private IPv4, sorted, none inside another. Neighbours are not joined: each is a route, and
/// a network that is added must not replace the route of the one beside it.
/// </param>
public sealed record PeeringSpec(string Name, ImmutableArray<Cidr> Cidrs, PeeringMode Mode, OtherSide Other);

/// <summary>Who makes the other side's half of a peering.</summary>
public enum PeeringMode
{
    /// <summary>The other side does, with what <c>infra peering</c> prints.</summary>
    OneSided,

    /// <summary>We do: we hold credentials there.</summary>
    BothSides,
}

/// <summary>What identifies the other network, in its cloud's own terms: a closed list.</summary>
public abstract record OtherSide
{
    private OtherSide() { }

    /// <param name="Account">12 digits, leading zeros kept.</param>
    /// <param name="Vpc"><c>vpc-</c> and 8 or 17 hexadecimal digits.</param>
    /// <param name="Region">Where that VPC is; the project's own region unless the file says otherwise.</param>
    /// <param name="AssumeRole">ARN of the role through which we act there; null: with the credentials we have anyway.</param>
    public sealed record Aws(string Account, string Vpc, string Region, string? AssumeRole) : OtherSide;

    /// <param name="Tenant">Directory id, a lower-case UUID.</param>
    /// <param name="Subscription">Lower-case UUID.</param>
    /// <param name="App">
    /// Client id of the application with which the other side makes its half, a lower-case UUID; null when we make both.
    /// </param>
    public sealed record Azure(string Tenant, string Subscription, string ResourceGroup, string VirtualNetwork, string? App) : OtherSide
    {
        /// <summary>The virtual network's resource id.</summary>
        public string VirtualNetworkId =>
            $"/subscriptions/{Subscription}/resourceGroups/{ResourceGroup}/providers/Microsoft.Network/virtualNetworks/{VirtualNetwork}";
    }

    /// <param name="Project">Project id, not its number.</param>
    public sealed record Gcp(string Project, string Network) : OtherSide
    {
        /// <summary>As the Compute API names networks of other projects.</summary>
        public string NetworkPath => $"projects/{Project}/global/networks/{Network}";
    }
}
