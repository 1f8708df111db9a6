using Infra.Core.Addressing;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Existing;
using Infra.Core.Spec.Findings;

namespace Infra.Core.Spec;

/// <summary>The constraints on the project's own network.</summary>
internal static class ProjectNetworkRules
{
    // RFC 1918.
    private static readonly Cidr[] Private = [Cidr.Parse("10.0.0.0/8"), Cidr.Parse("172.16.0.0/12"), Cidr.Parse("192.168.0.0/16")];

    /// <summary>Widest and narrowest prefix length of a deployment's network (the reference platform's published limits).</summary>
    internal static (int Widest, int Narrowest) PrefixLengths(DeploymentModel deployment) =>
        deployment == DeploymentModel.Standard ? (20, 24) : (16, 24);

    /// <param name="deployment">Null if the size has already been checked.</param>
    /// <param name="existing">The cloud's form of existing networks, if the network is not ours and its size is given.</param>
    internal static bool Check(
        Cidr cidr,
        DeploymentModel? deployment,
        SourceLocation where,
        DiagnosticBag bag,
        NetworkForm? existing = null
    )
    {
        if (cidr.Family != IpFamily.V4)
        {
            bag.Add(Ipv4Required.Project(where, cidr));
            return false;
        }

        var before = bag.Count;
        if (!Private.Any(p => p.Contains(cidr)))
        {
            bag.Error(
                DiagnosticCodes.NotPrivate,
                where,
                $"{cidr} is not a private network (RFC 1918).",
                "Choose one inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16."
            );
        }

        if (deployment is { } model)
        {
            var (widest, narrowest) = existing is null ? PrefixLengths(model) : (existing.WidestNetwork, NetworkForm.Narrowest);
            if (cidr.PrefixLength < widest || cidr.PrefixLength > narrowest)
            {
                var nearest = Math.Clamp(cidr.PrefixLength, widest, narrowest);
                bag.Error(
                    DiagnosticCodes.NetworkSize,
                    where,
                    $"{cidr} is too {(cidr.PrefixLength < widest ? "large" : "small")}: "
                        + $"{(existing is null ? $"a {Words.Of(model)}" : "an existing")} network is /{widest} to "
                        + $"/{narrowest}.",
                    existing is null
                        ? $"Choose e.g. {Cidr.Containing(cidr.Network, nearest)}."
                        : $"Write the network, /{widest} to /{narrowest}, that the subnets of '{ExistingNetworkReader.Key}' are in."
                );
            }
        }

        return bag.Count == before;
    }
}
