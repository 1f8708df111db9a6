using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>A limit that a cloud can raise for an account, so a stack file may state a different number.</summary>
/// <param name="Name">The key under <c>quotas</c> in the stack file.</param>
/// <param name="Default">The quota of a new account.</param>
/// <param name="Most">The maximum that the cloud grants.</param>
/// <param name="CloudName">The name in the cloud's quota console or documentation.</param>
public sealed record CloudQuota(string Name, int Default, int Most, string CloudName)
{
    /// <summary>A cloud's quotas that a stack file may state; empty if there are none.</summary>
    public static ImmutableArray<CloudQuota> Of(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).Quotas;

    /// <summary>A follow-up sentence: how to get <paramref name="needed"/>, or that no account can.</summary>
    internal string RaiseTo(int needed) =>
        needed <= Most
            ? $"Or have the quota raised in the account (at most {Most}) and set it: 'quotas: {{ {Name}: {needed} }}'."
            : $"No account can have more than {Most}.";

    /// <summary>The same, while the project is still being read.</summary>
    internal int In(ImmutableSortedDictionary<string, int> stated) => stated.TryGetValue(Name, out var number) ? number : Default;
}
