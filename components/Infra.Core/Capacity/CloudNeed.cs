using Infra.Core.Catalog;

namespace Infra.Core.Capacity;

/// <summary>How much of one of the account's quotas a stack uses up.</summary>
/// <param name="What">For people, with the unit: <c>vCPUs</c>, <c>GiB of SSD</c>.</param>
/// <param name="Now">When all is made.</param>
/// <param name="WhileReplacing">While one node of each service is replaced: the new one stands beside the old one.</param>
/// <param name="Limit">What the account has, by the stack file or else by default. Others in the account use of it too.</param>
/// <param name="Stated">Whether the stack file says the limit.</param>
public sealed record CloudNeed(CloudQuota Quota, string What, int Now, int WhileReplacing, int Limit, bool Stated)
{
    /// <summary>Which of the cloud's counters it is, where the quota is one of each: a family of sizes on Azure; else null.</summary>
    public string? Of { get; init; }

    /// <summary>The counter as the cloud calls it.</summary>
    public string Counter => Of is null ? Quota.CloudName : $"{Quota.CloudName} {Of}";

    /// <summary>Whether a node can be replaced within the limit, if nobody else uses of it.</summary>
    public bool Fits => WhileReplacing <= Limit;
}
