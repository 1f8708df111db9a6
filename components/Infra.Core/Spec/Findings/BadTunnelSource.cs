using Infra.Core.Addressing;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Access;

namespace Infra.Core.Spec.Findings;

/// <summary>A source that no tunnel has, or none here.</summary>
internal static class BadTunnelSource
{
    internal static Diagnostic UnknownWord(SourceLocation where, string word, ManagedTunnel tunnel, CloudKind cloud) =>
        At(
            where,
            $"{Shown.Quote(word)} is neither a network nor a managed tunnel of {Words.Title(cloud)}.",
            $"Write '{tunnel.Word}' ({tunnel.Title}), or the networks that your tunnel's connections come from, e.g. 10.7.0.0/28."
        );

    internal static Diagnostic OfAnOwner(SourceLocation where, ManagedTunnel tunnel) =>
        At(
            where,
            $"Where {tunnel.Title} is in an existing network, only its owner knows.",
            "Write the CIDR of its subnet instead of the word."
        );

    internal static Diagnostic NoRoom(SourceLocation where, Cidr project, ManagedTunnel tunnel) =>
        At(
            where,
            $"{project} has no room for {tunnel.Title}: that takes a /{tunnel.LongestPrefix} or wider.",
            "Put it in a peered network, and write the CIDR of its subnet there instead of the word."
        );

    internal static Diagnostic HoldsTheProject(SourceLocation where, Cidr cidr, Cidr project) =>
        At(
            where,
            $"{cidr} contains the project's own network {project}: every node could log in to every other.",
            "List only the tunnel's own subnet."
        );

    internal static Diagnostic WhereNodesAre(SourceLocation where, Cidr cidr, Cidr subnet) =>
        At(
            where,
            $"{cidr} overlaps {subnet}, a subnet of nodes: these could log in to each other.",
            "Put the tunnel into a subnet of its own, and list that."
        );

    private static Diagnostic At(SourceLocation where, string message, string remedy) =>
        new(DiagnosticCodes.BadTunnelSource, Severity.Error, where, message, remedy);
}
