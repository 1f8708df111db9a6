namespace Infra.Core.Spec.Access;

/// <summary>A cloud's managed tunnel to VMs without public addresses, which ends in a local port.</summary>
/// <param name="Word">The keyword in <c>tunnelSources</c>.</param>
/// <param name="Title">Its name in a sentence.</param>
/// <param name="LongestPrefix">The narrowest project network with room for what it needs there; null if it needs nothing.</param>
/// <param name="IsInTheNetwork">
/// Whether its connections come from within the network, so that only networks that we lay out have a place for it.
/// </param>
internal sealed record ManagedTunnel(string Word, string Title, bool IsInTheNetwork, int? LongestPrefix);
