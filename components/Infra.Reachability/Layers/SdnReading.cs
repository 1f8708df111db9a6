using Infra.Core.Tests.Reader;

namespace Infra.Core.Tests.Proof;

/// <summary>The filter around one service's nodes, as read back from a cloud's listing.</summary>
/// <param name="Mentions">What the listing tells apart.</param>
/// <param name="Inbound">What becomes of a new connection to a node.</param>
/// <param name="Outbound">What becomes of one that a node opens.</param>
internal sealed record SdnReading(Mentions Mentions, Func<Packet, Decision> Inbound, Func<Packet, Decision> Outbound);
