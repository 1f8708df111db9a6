using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Customers;
using Infra.Core.Spec.Dns;
using Infra.Core.Spec.Existing;
using Infra.Core.Spec.Identity;
using Infra.Core.Spec.Peerings;

namespace Infra.Core.Spec;

/// <summary>What a stack file may and must contain on a cloud, in the cloud's own terms.</summary>
internal interface IStackFileRules : ICloudPart
{
    /// <summary>
    /// Of the project keys that only some clouds accept, those that this one does; see <see cref="ProjectKeys.OfAccounts"/>.
    /// </summary>
    ImmutableArray<string> OwnKeys { get; }

    /// <summary>The key that identifies the account; null if the cloud has no accounts.</summary>
    AccountForm? Account { get; }

    /// <summary>How the identity that the provider runs as is written; null if the cloud has none.</summary>
    RunAsForm? RunAs { get; }

    /// <summary>How a customer's key for disks is identified; null if disks cannot have one.</summary>
    DiskKeyForm? DiskKey { get; }

    /// <summary>How a customer's own group is identified; null if VMs cannot be in one.</summary>
    ExtraGroupForm? ExtraGroup { get; }

    /// <summary>The key by which the cloud identifies a DNS zone; null if zones have no ID.</summary>
    ZoneKey? DnsZone { get; }

    /// <summary>How existing networks are identified; null if only networks that we create are supported.</summary>
    NetworkForm? ExistingNetwork { get; }

    /// <summary>How the other side of a peering is identified; null if peerings are not supported.</summary>
    PeeringForm? Peering { get; }

    /// <summary>The cloud's managed tunnel to VMs without public addresses; null if it has none.</summary>
    ManagedTunnel? Tunnel { get; }

    /// <summary>Why a single NAT gateway for all zones is not supported, and the remedy; null if it is.</summary>
    (string Reason, string Remedy)? NoSingleNatGateway { get; }

    /// <summary>Why it is not an image ID of this cloud, as the end of a sentence; null if it is.</summary>
    string? ProblemOfImage(string imageId);

    /// <summary>Why the cloud would reject resources with this name, as ends of sentences; empty if it would not.</summary>
    /// <param name="begins">Whether resource names begin with it, and one consists of it alone: true of a project's name.</param>
    IEnumerable<string> RulesAgainst(string name, bool begins);

    /// <summary>The device name of a volume if it follows from the volume's name alone; otherwise null.</summary>
    string? AttachedAs(string volume);

    /// <summary>Reports combinations of quotas that no account has.</summary>
    /// <param name="stated">By name, each valid on its own.</param>
    /// <param name="where">The place of the key that holds them.</param>
    void CheckQuotas(IReadOnlyDictionary<string, int> stated, SourceLocation where, DiagnosticBag bag);
}
