using System.Collections.Immutable;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Access;

namespace Infra.Core.Topology;

/// <summary>Rejects projects that cannot have bastions, or whose bastions nobody could reach.</summary>
internal static class BastionRules
{
    private const string Access = "access";

    /// <returns>Whether there is no error.</returns>
    internal static bool Check(ProjectSpec spec, SourceMap places, DiagnosticBag bag)
    {
        if (spec.Access is not AccessPath.Bastions)
        {
            return true;
        }

        var own = new DiagnosticBag();
        Find(spec, places, own);
        bag.Add(own);
        return !own.HasErrors;
    }

    private static void Find(ProjectSpec spec, SourceMap places, DiagnosticBag bag)
    {
        foreach (var service in spec.Services.Keys.Where(Bastion.Takes))
        {
            bag.Error(
                DiagnosticCodes.BastionNameTaken,
                places.At($"services.{service}"),
                $"A service cannot be called {Shown.Quote(service)} in a project with bastions, which have such names.",
                "Choose another name for the service."
            );
        }

        if (spec.Network is not null)
        {
            bag.Error(
                DiagnosticCodes.BastionInExistingNetwork,
                places.At(Access),
                "Bastions are in public subnets, which a project in an existing network does not have.",
                "Write 'access: direct' and run from a machine that the network's owner routes to it; or 'access: endpoints'."
            );
        }

        CheckSources(spec, places, bag);
    }

    // On the local cloud operators are inside the lab.
    private static void CheckSources(ProjectSpec spec, SourceMap places, DiagnosticBag bag)
    {
        if (spec.Cloud.IsThisMachine())
        {
            return;
        }

        var reaching = ManagementWays.ToPublicAddresses(spec);
        var sources = Shown.List(spec.ManagementSources.Select(source => $"{source}"));
        if (reaching.IsEmpty)
        {
            bag.Error(
                DiagnosticCodes.BastionUnreachable,
                places.At("managementSources"),
                $"Operators reach bastions at their public addresses, and {sources} cannot.",
                "Add the operators' public networks, as 'curl https://checkip.amazonaws.com' shows them."
            );
            return;
        }

        var dead = spec.ManagementSources.Where(source => !reaching.Any(source.Overlaps)).ToImmutableArray();
        ManagementCheck.WarnDead(dead, "bastions are reached at public addresses", "", places, bag);
    }
}
