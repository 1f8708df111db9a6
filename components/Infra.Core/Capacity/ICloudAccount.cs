using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Capacity;

/// <summary>What a stack uses of an account on a cloud.</summary>
internal interface ICloudAccount : ICloudPart
{
    /// <summary>In the order of the cloud's quotas; empty if nothing is counted.</summary>
    ImmutableArray<CloudNeed> Needs(StackNeeds stack);

    /// <summary>Where to raise a quota, in parentheses, to follow "raised".</summary>
    string AskForQuota { get; }
}
