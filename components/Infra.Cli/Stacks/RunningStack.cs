using System.Collections.Immutable;
using Infra.Components.Local;
using Infra.Core.Clouds.Local;
using Infra.Verify;
using Infra.Verify.Shell;

namespace Infra.Cli.Stacks;

/// <summary>A local cloud that is up, whoever brought it up: <c>infra up</c> or <c>pulumi up</c>. Each keeps a state of its own.</summary>
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

    /// <summary>Made by <c>pulumi up</c>, which alone changes and removes it.</summary>
    internal bool IsPulumis => engine is null;

    /// <exception cref="UserException">The stack is not up, or has a node that it did not have then.</exception>
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

    /// <summary>Of a cloud that <c>pulumi up</c> made on this machine, and that another engine would make anew beside it.</summary>
    /// <exception cref="UserException">It is pulumi's.</exception>
    internal static Task DemandOursAsync(Workspace here, LoadedStack loaded, CancellationToken cancellation) =>
        DemandOursAsync(here, loaded, Directory.Exists(LocalPaths.Run(LocalNetwork.Of(loaded.Plan, loaded.Name))), cancellation);

    /// <param name="labIsHere">Whether there is such a cloud on this machine at all.</param>
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

    /// <summary>Whether another up would change anything, by the engine that made it.</summary>
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
