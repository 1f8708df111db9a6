using Infra.Core.Addressing;
using Infra.Core.Diagnostics;

namespace Infra.Core.Topology;

/// <summary>A lock file that was written for another region, or for other subnets, than the stack file has: neither can change.</summary>
internal static class LockOfOther
{
    /// <param name="letter">The zone's key in the lock file.</param>
    internal static Diagnostic Zone(SourceLocation where, string fileName, string letter, string zone, string region) =>
        Region(
            where,
            $"Zone {letter} of the lock file {fileName} is {zone}, which is not in {region}",
            LockRemedy.PutBack("the region of these zones", fileName)
        );

    /// <param name="was">The lock file's region, if it has one.</param>
    internal static Diagnostic Region(SourceLocation where, string fileName, string? was, string region) =>
        Region(
            where,
            $"The lock file {fileName} is for {(was is null ? "no region" : $"the region {Shown.Quote(was)}")}, not {region}",
            LockRemedy.PutBack(was is null ? "what it was" : Shown.Quote(was), fileName)
        );

    internal static Diagnostic Network(SourceLocation where, string fileName, bool isOwnNow)
    {
        var (now, was) = isOwnNow ? ("a network of its own", "an existing one") : ("an existing network", "one of its own");
        return Subnets(where, $"The project is to have {now}; the lock file {fileName} is for {was}.", was, fileName);
    }

    internal static Diagnostic Subnet(SourceLocation where, string fileName, string zone, Cidr now, Cidr was) =>
        Subnets(where, $"The subnet of {zone} is {now}; the lock file {fileName} has {was}, and addresses never move.", $"{was}", fileName);

    private static Diagnostic Region(SourceLocation where, string difference, string remedy) =>
        new(DiagnosticCodes.LockOfOtherRegion, Severity.Error, where, $"{difference}; a project cannot move to another region.", remedy);

    private static Diagnostic Subnets(SourceLocation where, string message, string was, string fileName) =>
        new(DiagnosticCodes.LockOfOtherSubnets, Severity.Error, where, message, LockRemedy.PutBack(was, fileName));
}
