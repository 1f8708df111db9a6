using Infra.Core.Catalog;

namespace Infra.Core.Capacity;

/// <summary>The list price of a stack per month in US dollars: approximate, without traffic, tax and discounts.</summary>
/// <param name="Region">The region of the prices.</param>
public sealed record MonthlyCost(double Machines, double Disks, double Nat, double Addresses, string Region)
{
    public double Total => Machines + Disks + Nat + Addresses;

    /// <summary>Null if nothing is billed: on the local cloud.</summary>
    public static MonthlyCost? Of(ProjectPlan plan)
    {
        if (ListPrices.Of(plan.Spec.Cloud) is not { } prices)
        {
            return null;
        }

        var nodes = plan.Topology.Machines.ToList();
        var gateways = CloudNeeds.NatGateways(plan.Spec, plan.Topology);
        var behindNat = gateways == 0 ? 0 : nodes.Count(node => !node.HasPublicAddress);
        return new MonthlyCost(
            nodes.Sum(node => node.IsBastion ? prices.BastionMachine : prices.Machine(node.Machine)),
            nodes.Sum(node => prices.Disk(node.Machine.RootVolumeGiB) + node.Volumes.Sum(volume => prices.Disk(volume.SizeGiB))),
            (gateways * prices.Nat) + (behindNat * prices.NatNode),
            (gateways * prices.NatAddress) + (nodes.Count(node => node.HasPublicAddress) * prices.PublicAddress),
            prices.Region
        );
    }
}
