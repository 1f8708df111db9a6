using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Customers;
using Infra.Core.Spec.Dns;
using Infra.Core.Spec.Existing;
using Infra.Core.Spec.Identity;
using Infra.Core.Spec.Peerings;

namespace Infra.Core.Clouds.Local;

/// <content>Stack file rules for the local cloud: none of its own.</content>
internal sealed partial class LocalCloud
{
    public ImmutableArray<string> OwnKeys => [];

    public AccountForm? Account => null;

    public RunAsForm? RunAs => null;

    public DiskKeyForm? DiskKey => null;

    public ExtraGroupForm? ExtraGroup => null;

    public ZoneKey? DnsZone => null;

    public NetworkForm? ExistingNetwork => null;

    public PeeringForm? Peering => null;

    public ManagedTunnel? Tunnel => null;

    public (string Reason, string Remedy)? NoSingleNatGateway => null;

    /// <summary>It builds its own images.</summary>
    public string? ProblemOfImage(string imageId) => null;

    public IEnumerable<string> RulesAgainst(string name, bool begins) => [];

    public string? AttachedAs(string volume) => null;

    public void CheckQuotas(IReadOnlyDictionary<string, int> stated, SourceLocation where, DiagnosticBag bag) { }
}
