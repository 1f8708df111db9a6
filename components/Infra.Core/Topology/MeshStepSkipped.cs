using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Topology;

/// <summary>A kind of mesh with which some nodes could not talk to those that have not changed yet.</summary>
internal static class MeshStepSkipped
{
    /// <param name="used">What the service's nodes may be using.</param>
    /// <param name="command">See <see cref="LockModes.Command"/>.</param>
    internal static Diagnostic Found(ServiceSpec service, ImmutableArray<MeshKind> used, SourceMap places, string command)
    {
        var nearest = used.MinBy(kind => Math.Abs(kind - service.Mesh));
        var steps = MeshSwitch.Path(nearest, service.Mesh).Select(kind => $"'mesh: {Words.Of(kind)}'").ToImmutableArray();
        var record = $"{command} --mesh {service.Name}=";
        return new Diagnostic(
            DiagnosticCodes.MeshStepSkipped,
            Severity.Error,
            places.At(MeshSwitch.PathOf(service.Name)),
            used is [var one]
                ? $"'{service.Name}' runs with mesh {Words.Of(one)}, and cannot go to {Words.Of(service.Mesh)} at once: nodes change one "
                    + "after another, and those that have changed could not talk to those that have not."
                : $"Nodes of '{service.Name}' may be using mesh {Words.Of(used[0])} or {Words.Of(used[1])}: no run has been recorded that "
                    + $"changed all of them. Those with {Words.Of(used.MaxBy(kind => Math.Abs(kind - service.Mesh)))} could not talk to "
                    + $"those with {Words.Of(service.Mesh)}.",
            used.Length == 1
                ? $"One step at a time, each followed by up: {string.Join(", then ", steps.Skip(1))}. If no node of it runs, or all use "
                    + $"{Words.Of(service.Mesh)} already: '{record}{Words.Of(service.Mesh)}'."
                : $"One step at a time, each followed by up until it succeeds on every node: {string.Join(", then ", steps)}. If all nodes "
                    + $"have {Words.Of(nearest)} already, as after an up in CI, which does not write the lock file: "
                    + $"'{record}{Words.Of(nearest)}'{(steps.Length > 2 ? $" with {steps[0]} in the file" : "")}."
        );
    }
}
