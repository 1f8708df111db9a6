using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Dns;
using Infra.Core.Spec.Existing;
using Infra.Core.Spec.Peerings;

namespace Infra.Core.Spec;

/// <summary>What a stack file may and must say on a cloud, in the cloud's own words.</summary>
internal interface IStackFileRules : ICloudPart
{
    /// <summary>
    /// Of the project's keys that not every cloud takes, those that this one does; see <see cref="ProjectKeys.OfAccounts"/>.
    /// </summary>
    ImmutableArray<string> OwnKeys { get; }

    /// <summary>The key that says whose bill a project is on; null where there are no accounts.</summary>
    AccountForm? Account { get; }

    /// <summary>By which key the cloud finds a DNS zone; null where zones have no id.</summary>
    ZoneKey? DnsZone { get; }

    /// <summary>How networks that exist are named; null where there is nothing but what we make.</summary>
    NetworkForm? ExistingNetwork { get; }

    /// <summary>How the other side of a peering is named; null where there are none.</summary>
    PeeringForm? Peering { get; }

    /// <summary>Why one NAT gateway for all zones is nothing here, and what to write instead; null where it is.</summary>
    (string Reason, string Remedy)? NoSingleNatGateway { get; }

    /// <summary>Why it is not an image id of this cloud, as a sentence's end; null where it is one.</summary>
    string? ProblemOfImage(string imageId);

    /// <summary>Why the cloud would refuse resources called so, as sentences' ends; nothing where it would not.</summary>
    /// <param name="begins">Whether resources' names begin with it, one of them having it alone: a project's.</param>
    IEnumerable<string> RulesAgainst(string name, bool begins);

    /// <summary>The name that a volume is attached under, where it follows from the volume's name alone; else null.</summary>
    string? AttachedAs(string volume);

    /// <summary>Reports quotas that no account has together.</summary>
    /// <param name="stated">By name, each possible by itself.</param>
    /// <param name="where">The key of all.</param>
    void CheckQuotas(IReadOnlyDictionary<string, int> stated, SourceLocation where, DiagnosticBag bag);
}
