using System.Collections.Immutable;

namespace Infra.Core.Spec.Dns;

/// <summary>
/// What stands before <c>.&lt;project&gt;.&lt;zone&gt;</c>. A service's own name and its nodes' keys stand there as they are.
/// </summary>
internal static class DnsLabels
{
    /// <summary>The nodes that start as replicas.</summary>
    internal const string Replica = "replica-";

    /// <summary>A service's public addresses, or a node's. Kept free for every service, public or not.</summary>
    internal const string Public = "public-";

    internal static ImmutableArray<string> Prefixes { get; } = [Public, Replica];
}
