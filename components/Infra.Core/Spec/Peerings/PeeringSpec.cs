using System.Collections.Immutable;
using Infra.Core.Addressing;

namespace Infra.Core.Spec.Peerings;

/// <summary>A private connection between the project's network and someone else's within one cloud provider.</summary>
/// <param name="Name">Used in the names of resources and outputs, and as the zone in the policy.</param>
/// <param name="Cidrs">
/// The other side's networks: private IPv4, sorted, none inside another. Adjacent ones are not merged: each is a route, and adding a
/// network must not replace its neighbour's route.
/// </param>
public sealed record PeeringSpec(string Name, ImmutableArray<Cidr> Cidrs, PeeringMode Mode, OtherSide Other);

/// <summary>Who creates the other side's half of a peering.</summary>
public enum PeeringMode
{
    /// <summary>The other side does, using the output of <c>infra peering</c>.</summary>
    OneSided,

    /// <summary>We do: we have credentials there.</summary>
    BothSides,
}

/// <summary>What identifies the other network, in its cloud's own terms: a closed list.</summary>
public abstract record OtherSide
{
    private OtherSide() { }

    /// <param name="Account">12 digits, with leading zeros.</param>
    /// <param name="Vpc"><c>vpc-</c> and 8 or 17 hexadecimal digits.</param>
    /// <param name="Region">Region of that VPC; by default the project's.</param>
    /// <param name="AssumeRole">ARN of the role we assume there; null if our own credentials are used.</param>
    public sealed record Aws(string Account, string Vpc, string Region, string? AssumeRole) : OtherSide;

    /// <param name="Tenant">Directory ID, a lower-case UUID.</param>
    /// <param name="Subscription">Lower-case UUID.</param>
    /// <param name="App">
    /// Client ID of the application that the other side creates its half with, a lower-case UUID; null if we create both halves.
    /// </param>
    public sealed record Azure(string Tenant, string Subscription, string ResourceGroup, string VirtualNetwork, string? App) : OtherSide
    {
        /// <summary>The virtual network's resource id.</summary>
        public string VirtualNetworkId =>
            $"/subscriptions/{Subscription}/resourceGroups/{ResourceGroup}/providers/Microsoft.Network/virtualNetworks/{VirtualNetwork}";
    }

    /// <param name="Project">Project ID, not its number.</param>
    public sealed record Gcp(string Project, string Network) : OtherSide
    {
        /// <summary>The Compute API's path of a network in another project.</summary>
        public string NetworkPath => $"projects/{Project}/global/networks/{Network}";
    }
}
