using System.Collections.Immutable;
using Infra.Core.Addressing;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Access;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads lists of networks that connections may come from: <c>managementSources</c> and <c>allowedSources</c>.</summary>
/// <param name="own">The project's own networks, IPv4 and IPv6, as far as known.</param>
internal sealed class SourceListReader(CloudKind? cloud, ImmutableArray<Cidr> own, DiagnosticBag bag)
{
    /// <summary>Limit of entries per list, the same as the reference platform's.</summary>
    internal const int MostEntries = 8000;

    // Addresses that no connection across a network can come from: "this network" and the reserved ranges, loopback, link-local, multicast
    // (IANA special-purpose registries); ::/8 contains the IPv6 unspecified, loopback and mapped addresses.
    private static readonly Cidr[] Impossible =
    [
        Cidr.Parse("0.0.0.0/8"),
        Cidr.Parse("127.0.0.0/8"),
        Cidr.Parse("169.254.0.0/16"),
        Cidr.Parse("224.0.0.0/4"),
        Cidr.Parse("240.0.0.0/4"),
        Cidr.Parse("::/8"),
        Cidr.Parse("fe80::/10"),
        Cidr.Parse("ff00::/8"),
    ];

    /// <summary>The sources of operators' logins: at least one, and never everyone.</summary>
    internal ImmutableArray<Cidr> Management(TextNode? node)
    {
        var entries = Entries(node, "management sources", "operators");
        WarnDocumentation(
            entries,
            "operator",
            "List the networks that operators connect from; for a single machine, its public address followed by '/32'."
        );
        if (entries is { IsEmpty: true } && node is TextNode.Sequence { Items.IsEmpty: true })
        {
            bag.Add(EmptyValue.ManagementSources(node.Owner));
        }

        foreach (var (cidr, where) in entries)
        {
            foreach (var project in own.Where(network => network.Overlaps(cidr) && cidr.PrefixLength > 0))
            {
                bag.Add(NetworkOverlap.Management(where, cidr, project));
            }
        }

        return NotEveryone(entries, node, isTunnel: false);
    }

    /// <summary>The sources of a tunnel's connections: networks, which may be inside the project's, and keywords.</summary>
    internal (ImmutableArray<Cidr> Networks, ImmutableArray<TextNode.Scalar> Words) Tunnel(TextNode node)
    {
        if (cloud is { } kind && kind.IsThisMachine())
        {
            bag.Add(NotOnThisCloud.Key(node.Owner, TunnelReader.Key, "Tunnels are", kind));
        }

        var words = node is TextNode.Sequence { Items: var items } ? items.OfType<TextNode.Scalar>().Where(IsWord).ToImmutableArray() : [];
        var rest = node is TextNode.Sequence list ? list with { Items = [.. list.Items.Where(item => !words.Contains(item))] } : node;
        var entries = Entries(rest, "tunnel sources", "tunnel's");
        WarnDocumentation(entries, "tunnel", "List the networks that the tunnel's connections come from.");
        if (node is TextNode.Sequence { Items.IsEmpty: true })
        {
            bag.Add(EmptyValue.TunnelSources(node.Owner));
        }

        foreach (var (cidr, where) in entries)
        {
            foreach (var project in own.Where(cidr.Contains))
            {
                bag.Add(BadTunnelSource.HoldsTheProject(where, cidr, project));
            }
        }

        return (NotEveryone(entries, node, isTunnel: true), words);
    }

    private static bool IsWord(TextNode.Scalar scalar) => scalar.Text.Length > 0 && !scalar.Text.AsSpan().ContainsAny('.', ':', '/');

    /// <summary>The networks merged; reports those that are nearly everyone, alone or together.</summary>
    private ImmutableArray<Cidr> NotEveryone(ImmutableArray<(Cidr Cidr, SourceLocation Where)> entries, TextNode? node, bool isTunnel)
    {
        var merged = CidrSet.Merge(entries.Select(entry => entry.Cidr));
        foreach (var wide in merged.Where(IsNearlyEveryone))
        {
            bag.Add(ManagementOpen.OneNetwork(PlaceOf(wide, entries), wide, isTunnel));
        }

        foreach (var share in merged.Any(IsNearlyEveryone) ? [] : InternetShare.Of(merged).Where(IsManagementOpen))
        {
            bag.Add(ManagementOpen.InTotal(node!.Owner, share.Percent, isTunnel));
        }

        return merged;
    }

    /// <summary>The networks that operators' own routes lead from.</summary>
    internal ImmutableArray<Cidr> Routes(TextNode? node)
    {
        if (node is not null && cloud is { } kind && kind.IsThisMachine())
        {
            bag.Add(NotOnThisCloud.Key(node.Owner, ProjectReader.ManagementRoutes, "Operators' routes are", kind));
        }

        return CidrSet.Merge(Entries(node, "management routes", "operators").Select(entry => entry.Cidr));
    }

    /// <summary>The sources of a service's clients; nobody if empty.</summary>
    internal ImmutableArray<Cidr> Allowed(TextNode? node, InternetSources internet)
    {
        var entries = Entries(node, "allowed sources", "clients");
        WarnDocumentation(entries, "client", "List the networks that operators connect from.");
        foreach (var (cidr, where) in entries)
        {
            foreach (var project in own.Where(network => network.Contains(cidr)))
            {
                bag.Add(NetworkOverlap.Client(where, cidr, project));
            }

            foreach (var project in own.Where(network => cidr != network && cidr.Contains(network) && PrivateNetworks.Contain(cidr)))
            {
                bag.Warn(
                    DiagnosticCodes.SourceHoldsProject,
                    where,
                    $"{cidr} contains the project's own network {project}: nodes of all other services would count as clients of this one.",
                    "List the clients' networks without the project's."
                );
            }

            if (internet is InternetSources.Refused or InternetSources.NotExposed && !PrivateNetworks.Contain(cidr))
            {
                bag.Add(
                    internet == InternetSources.Refused ? PublicSource.Refused(where, cidr) : PublicSource.InPrivateExposure(where, cidr)
                );
            }
        }

        var merged = CidrSet.Merge(entries.Select(entry => entry.Cidr));
        if (internet == InternetSources.LeftOut)
        {
            WarnLeftOut(entries, node);
        }

        if (internet is InternetSources.LetIn or InternetSources.LetInWithoutAddress)
        {
            WarnOpen(merged, entries);
        }

        if (internet == InternetSources.LetInWithoutAddress)
        {
            WarnUnreachable(merged, node);
        }

        return merged;
    }

    // The local cloud uses these to simulate the internet.
    private void WarnDocumentation(ImmutableArray<(Cidr Cidr, SourceLocation Where)> entries, string who, string remedy)
    {
        foreach (var (cidr, where) in cloud?.IsThisMachine() == false ? entries : [])
        {
            if (DocumentationNetworks.Of(cidr) is { } documentation)
            {
                bag.Warn(
                    DiagnosticCodes.DocumentationRange,
                    where,
                    $"{cidr} is a placeholder: {documentation} is reserved for documentation, so no {who} connects from there.",
                    remedy
                );
            }
        }
    }

    private void WarnOpen(ImmutableArray<Cidr> merged, ImmutableArray<(Cidr Cidr, SourceLocation Where)> entries)
    {
        foreach (var share in InternetShare.Of(merged).Where(share => share.IsLarge))
        {
            var widest = merged
                .Where(cidr => cidr.Family == share.Family && !PrivateNetworks.Contain(cidr))
                .MinBy(cidr => cidr.PrefixLength);
            var internet = $"the {(share.Family == IpFamily.V4 ? "IPv4" : "IPv6")} internet";
            bag.Warn(
                DiagnosticCodes.OpenToEveryone,
                PlaceOf(widest, entries),
                widest.PrefixLength == 0 ? $"The allowed sources cover {widest}: everyone may connect."
                    : share.IsAll ? $"The allowed sources cover all of {internet}: everyone may connect."
                    : $"The allowed sources cover {share.Percent} of {internet}: no single organization owns that much, "
                        + "so strangers may connect; anybody can rent an address there.",
                "If that is not intended, list the clients' networks."
            );
        }
    }

    // The local cloud routes its simulated internet to its nodes.
    private void WarnUnreachable(ImmutableArray<Cidr> merged, TextNode? node)
    {
        if (cloud?.IsThisMachine() != false || merged.Count(cidr => !PrivateNetworks.Contain(cidr)) is not (> 0 and var count))
        {
            return;
        }

        bag.Warn(
            DiagnosticCodes.NoPublicAddress,
            node!.Owner,
            $"{count} of these networks {(count == 1 ? "is" : "are")} not private, but the service's nodes have no "
                + "public addresses: clients there can only connect over a route of your own.",
            "Set 'publicAccess: true' to give the nodes public addresses (docs/public-access.md), or 'publicAccess: "
                + "false' to keep the internet out; change nothing if you have such a route."
        );
    }

    private void WarnLeftOut(ImmutableArray<(Cidr Cidr, SourceLocation Where)> entries, TextNode? node)
    {
        const int shown = 8;
        var lost = CidrSet.Merge(entries.Select(entry => entry.Cidr)).Where(cidr => !PrivateNetworks.Contain(cidr)).ToArray();
        if (lost.Length == 0)
        {
            return;
        }

        var names = Shown.List(
            lost.Take(shown)
                .Select(cidr => CidrSet.Intersect([cidr], PrivateNetworks.All).IsEmpty ? $"{cidr}" : $"{cidr} (but for its private part)")
        );
        bag.Warn(
            DiagnosticCodes.PeeringMakesPrivate,
            node!.Owner,
            $"Not allowed in: {names}{(lost.Length > shown ? $" and {lost.Length - shown} more" : "")}. In a project "
                + "with peerings a service is private unless 'publicAccess' is set.",
            "Set 'publicAccess: true' next to this list to allow them, or remove them from it."
        );
    }

    private static bool IsNearlyEveryone(Cidr cidr) => cidr.PrefixLength < (cidr.Family == IpFamily.V4 ? 8 : 16);

    // In pieces that are each narrow enough for one entry: more than four of the widest are not gateways either.
    private static bool IsManagementOpen(InternetShare share) =>
        share.Addresses > UInt128.One << (share.Family == IpFamily.V4 ? 32 - 8 + 2 : 128 - 16 + 2);

    private static SourceLocation PlaceOf(Cidr merged, ImmutableArray<(Cidr Cidr, SourceLocation Where)> entries) =>
        entries.Where(entry => merged.Contains(entry.Cidr)).MinBy(entry => entry.Cidr.PrefixLength).Where;

    private ImmutableArray<(Cidr Cidr, SourceLocation Where)> Entries(TextNode? node, string what, string whose)
    {
        var entries = ImmutableArray.CreateBuilder<(Cidr, SourceLocation)>();
        foreach (var item in ValueReader.List(node, what, bag) ?? [])
        {
            if (NetworkReader.Read(item, "a network", bag) is { } cidr && IsPossible(cidr, item.Where, whose))
            {
                entries.Add((cidr, item.Where));
            }
        }

        var distinct = entries.Select(entry => entry.Item1).Distinct().Count();
        if (distinct > MostEntries)
        {
            bag.Error(
                DiagnosticCodes.TooManySources,
                node!.Owner,
                $"{distinct} {what}; the limit is {MostEntries}.",
                "Merge adjacent networks into wider ones."
            );
        }

        return entries.ToImmutable();
    }

    private bool IsPossible(Cidr cidr, SourceLocation where, string whose)
    {
        if (cidr.Family == IpFamily.V6 && cloud is { } kind && CloudLimits.For(kind) is { HasIpv6: false })
        {
            bag.Add(NoIpv6Here.Of(where, cidr, kind, $"{whose}'"));
            return false;
        }

        if (cidr.PrefixLength > 0 && Array.Find(Impossible, range => range.Contains(cidr)) is { PrefixLength: > 0 } range)
        {
            bag.Error(
                DiagnosticCodes.NeverASource,
                where,
                $"No connection can come from {cidr}: it is inside {range}, which is reserved.",
                $"List the networks that the {whose} connect from."
            );
            return false;
        }

        return true;
    }
}
