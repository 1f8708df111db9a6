using Infra.Core.Catalog;

namespace Infra.Core.Capacity;

/// <summary>How much of one of the account's quotas a stack uses.</summary>
/// <param name="What">Human-readable, with the unit: <c>vCPUs</c>, <c>GiB of SSD</c>.</param>
/// <param name="Now">Once everything is created.</param>
/// <param name="WhileReplacing">While one node of each service is being replaced: old and new run side by side.</param>
/// <param name="Limit">The account's quota, from the stack file or by default. Others in the account use it too.</param>
/// <param name="Stated">Whether the stack file states the limit.</param>
public sealed record CloudNeed(CloudQuota Quota, string What, int Now, int WhileReplacing, int Limit, bool Stated)
{
    /// <summary>Which of the cloud's counters it is, if the quota has several: a size family on Azure; otherwise null.</summary>
    public string? Of { get; init; }

    /// <summary>The cloud's name of the counter.</summary>
    public string Counter => Of is null ? Quota.CloudName : $"{Quota.CloudName} {Of}";

    /// <summary>Whether a node can be replaced within the limit if nobody else uses the quota.</summary>
    public bool Fits => WhileReplacing <= Limit;
}
