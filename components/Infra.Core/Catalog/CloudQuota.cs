using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Catalog;

/// <summary>A limit of a cloud that an account can have raised, so that a stack file may say another number.</summary>
/// <param name="Name">The key under <c>quotas</c> in the stack file.</param>
/// <param name="Default">What a new account has.</param>
/// <param name="Most">What the cloud grants at most.</param>
/// <param name="CloudName">As the cloud's quota console or documentation calls it.</param>
public sealed record CloudQuota(string Name, int Default, int Most, string CloudName)
{
    /// <summary>The quotas of a cloud that a stack file may state; none where the cloud has none.</summary>
    public static ImmutableArray<CloudQuota> Of(CloudKind cloud) => CloudRegistry.Of<ICloudFacts>(cloud).Quotas;

    /// <summary>A sentence that follows another: how to come to have <paramref name="needed"/>, or that no account does.</summary>
    internal string RaiseTo(int needed) =>
        needed <= Most
            ? $"Or have the quota raised in the account (at most {Most}) and set it: 'quotas: {{ {Name}: {needed} }}'."
            : $"No account can have more than {Most}.";

    /// <summary>The same, while the project is being read.</summary>
    internal int In(ImmutableSortedDictionary<string, int> stated) => stated.TryGetValue(Name, out var number) ? number : Default;
}
