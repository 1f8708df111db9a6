using System.Collections.Immutable;
using Infra.Components.Local;
using Infra.Core.Clouds.Local;
using Infra.Verify;
using Infra.Verify.Shell;

namespace Infra.Cli.Stacks;

/// <summary>A local cloud that is up, created by <c>infra up</c> or <c>pulumi up</c>. Each keeps its own state.</summary>
internal sealed class RunningStack
{
    private readonly Workspace here;
    private readonly LoadedStack loaded;
    private readonly StackEngine? engine;

    private RunningStack(
        Workspace here,
        LoadedStack loaded,
        StackEngine? engine,
        ImmutableSortedDictionary<string, NodeEndpoint> endpoints
    ) => (this.here, this.loaded, this.engine, Endpoints) = (here, loaded, engine, endpoints);

    /// <summary>By node key.</summary>
    internal ImmutableSortedDictionary<string, NodeEndpoint> Endpoints { get; }

    /// <summary>Created by <c>pulumi up</c>; only pulumi can change and remove it.</summary>
    internal bool IsPulumis => engine is null;

    /// <exception cref="UserException">The stack is not up, or has a node added since.</exception>
    internal static async Task<RunningStack> FindAsync(Workspace here, LoadedStack loaded, CancellationToken cancellation)
    {
        var engine = StackEngine.For(here, loaded);
        if (engine.LastOutputs() is { Count: > 0 } own)
        {
            return new RunningStack(here, loaded, engine, LocalAccess.Endpoints(loaded, own, $"scripts/infra up --stack {loaded.Name}"));
        }

        var (outputs, why) = await PulumiCommand.OutputsAsync(here, loaded.Name, cancellation).ConfigureAwait(false);
        return outputs is not null
            ? new RunningStack(here, loaded, null, LocalAccess.Endpoints(loaded, outputs, $"pulumi up -s {loaded.Name}"))
            : throw LocalAccess.NotUp(loaded, $"scripts/infra up --stack {loaded.Name}. (If `pulumi up` was to create it: {why}.)");
    }

    /// <summary>Rejects a cloud that <c>pulumi up</c> created on this machine, since another engine would create a second one.</summary>
    /// <exception cref="UserException">It was created by pulumi.</exception>
    internal static Task DemandOursAsync(Workspace here, LoadedStack loaded, CancellationToken cancellation) =>
        DemandOursAsync(here, loaded, Directory.Exists(LocalPaths.Run(LocalNetwork.Of(loaded.Plan, loaded.Name))), cancellation);

    /// <param name="labIsHere">Whether such a cloud exists on this machine at all.</param>
    internal static async Task DemandOursAsync(Workspace here, LoadedStack loaded, bool labIsHere, CancellationToken cancellation)
    {
        if (!labIsHere || StackEngine.For(here, loaded).Knows)
        {
            return;
        }

        var (outputs, _) = await PulumiCommand.OutputsAsync(here, loaded.Name, cancellation).ConfigureAwait(false);
        if (outputs is not null)
        {
            throw new UserException(
                $"The local cloud {loaded.Name} was created by pulumi up, which keeps its state: this command would replace its VMs.",
                $"Change it with pulumi up -s {loaded.Name}, remove it with pulumi destroy -s {loaded.Name}."
            );
        }
    }

    /// <summary>Whether another up would change anything, according to the engine that created it.</summary>
    internal async Task<CheckRow> SettledAsync(CancellationToken cancellation)
    {
        const string expected = "changes nothing";
        if (engine is not null)
        {
            var plan = await engine.PlanAsync(cancellation).ConfigureAwait(false);
            return new CheckRow(
                "plan",
                "another up",
                expected,
                plan.HasChanges ? $"would: {plan.Counts}" : $"{plan.Counts}",
                !plan.HasChanges
            );
        }

        var (changes, why) = await PulumiCommand.PreviewAsync(here, loaded.Name, cancellation).ConfigureAwait(false);
        if (changes is null)
        {
            return new CheckRow("plan", "another pulumi up", expected, why, Passed: false);
        }

        var counts = string.Join(", ", changes.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Value} {one.Key}"));
        var settled = changes.Keys.All(word => word == "same");
        return new CheckRow("plan", "another pulumi up", expected, settled ? counts : $"would: {counts}", settled);
    }
}
