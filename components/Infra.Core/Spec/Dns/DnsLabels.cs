using System.Collections.Immutable;

namespace Infra.Core.Spec.Dns;

/// <summary>
/// Prefixes of names before <c>.&lt;project&gt;.&lt;zone&gt;</c>. A service's own name and its nodes' keys are used unprefixed.
/// </summary>
internal static class DnsLabels
{
    /// <summary>The nodes that start as replicas.</summary>
    internal const string Replica = "replica-";

    /// <summary>A service's or node's public addresses. Reserved for every service, public or not.</summary>
    internal const string Public = "public-";

    internal static ImmutableArray<string> Prefixes { get; } = [Public, Replica];
}
