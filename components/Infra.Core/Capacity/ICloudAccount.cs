using System.Collections.Immutable;
using Infra.Core.Clouds;

namespace Infra.Core.Capacity;

/// <summary>What a stack uses up of an account on a cloud.</summary>
internal interface ICloudAccount : ICloudPart
{
    /// <summary>In the order of the cloud's quotas; none where nothing is counted.</summary>
    ImmutableArray<CloudNeed> Needs(StackNeeds stack);

    /// <summary>Where a quota is raised, in parentheses, to stand behind "raised".</summary>
    string AskForQuota { get; }
}
