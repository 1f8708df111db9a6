using System.Collections.Immutable;

namespace Infra.Core.Catalog;

/// <summary>
/// The plans. Node counts by tier follow the reference platform (startup 1, business 2, premium 3); sizes are not
/// published: chosen, as the smallest current general-purpose instance with at least that memory
/// (https://aws.amazon.com/ec2/instance-types/: c6i has 2 GiB a vCPU, m6i has 4).
/// </summary>
internal static class Plans
{
    internal static ImmutableSortedDictionary<string, ServicePlan> Standard { get; } =
        (from tier in new[] { (Name: "startup", Nodes: 1), (Name: "business", Nodes: 2), (Name: "premium", Nodes: 3) }
         from size in new[]
         {
             (MemoryGiB: 4, VirtualCpus: 2, Aws: "c6i.large"),
             (MemoryGiB: 8, VirtualCpus: 2, Aws: "m6i.large"),
             (MemoryGiB: 16, VirtualCpus: 4, Aws: "m6i.xlarge"),
             (MemoryGiB: 32, VirtualCpus: 8, Aws: "m6i.2xlarge"),
             (MemoryGiB: 64, VirtualCpus: 16, Aws: "m6i.4xlarge"),
         }
         select new ServicePlan($"{tier.Name}-{size.MemoryGiB}", tier.Nodes, size.VirtualCpus, size.MemoryGiB, size.Aws))
        .ToImmutableSortedDictionary(plan => plan.Name, plan => plan, StringComparer.Ordinal);
}
