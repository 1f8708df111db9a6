using Infra.Core.Capacity;

namespace Infra.Cli.Preflight;

/// <summary>An account's quota.</summary>
/// <param name="Limit">-1: unlimited, as some tools write it.</param>
/// <param name="UsedByOthers">Current usage, excluding this project's; null if unknown.</param>
internal sealed record AccountQuota(long Limit, long? UsedByOthers);

/// <summary>Compares what the account has with what the stack requires.</summary>
internal static class QuotaRows
{
    private const string Check = "quota";

    internal static PreflightRow Of(CloudNeed need, Reply<AccountQuota> reply) =>
        reply.Row(
            Check,
            $"{need.What} ({need.Counter})",
            quota => Compare(need, quota),
            $"The stack needs {need.Now}, and {need.WhileReplacing} while nodes are replaced: check in the console."
        );

    private static PreflightRow Compare(CloudNeed need, AccountQuota quota)
    {
        var others = quota.UsedByOthers ?? 0;
        var verdict =
            quota.Limit < 0 || others + need.WhileReplacing <= quota.Limit ? PreflightVerdict.Ok
            : others + need.Now <= quota.Limit ? PreflightVerdict.Warning
            : PreflightVerdict.Failed;
        var used = quota.UsedByOthers is { } known ? $", {known} used by others" : "";
        return new PreflightRow(
            Check,
            $"{need.What} ({need.Counter})",
            verdict,
            $"{(quota.Limit < 0 ? "no limit" : quota.Limit)}{used}; needed {need.Now}, while replacing {need.WhileReplacing}",
            verdict == PreflightVerdict.Ok
                ? ""
                : $"Have the quota raised to at least {others + need.WhileReplacing}, or remove what is no longer used."
        );
    }
}
