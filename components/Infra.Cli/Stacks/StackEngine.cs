using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Engine;
using Infra.Engine.Results;
using Infra.Projects;
using Pulumi;

namespace Infra.Cli.Stacks;

/// <summary>The embedded engine, set up for one stack of this repository.</summary>
internal sealed class StackEngine
{
    private const string Project = "infra";
    private const string OperatorKey = $"{Project}:operatorPublicKey";

    // A valid key whose private half nobody has: user data must contain one to be planned.
    private const string PlaceholderKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA placeholder";

    private readonly EngineOptions options;

    // Of each evaluation of the program: its plan, and its run.
    private readonly ConcurrentBag<StackServices> evaluated = [];

    private StackEngine(EngineOptions options) => this.options = options;

    private StackEngine(EngineOptions options, Func<StackOptions, StackServices> services) =>
        this.options = options with
        {
            Services = hooks =>
            {
                var created = services(hooks);
                evaluated.Add(created);
                return created;
            },
        };

    internal static StackEngine For(Workspace workspace, LoadedStack loaded)
    {
        var values = StackConfig.Read(workspace.Files.ReadStack(loaded.Name)).Values.ToImmutableDictionary();
        if (NeedsPlaceholder(loaded))
        {
            values = values.SetItem(OperatorKey, PlaceholderKey);
        }

        return new StackEngine(Options(workspace, loaded.Name) with { Config = values }, hooks => new StackServices(
            new StackContext(workspace.Files, LoadedStack.ModeHere, hooks, loaded.Deployment)
        ));
    }

    /// <summary>Uses only what is in a stack's state, whatever its files contain by now: for removing it.</summary>
    internal static StackEngine OfState(Workspace workspace, string stack) => new(Options(workspace, stack));

    private static EngineOptions Options(Workspace workspace, string stack) =>
        new()
        {
            Project = Project,
            Stack = stack,
            StateDirectory = workspace.StateDirectory(stack),
            WorkingDirectory = workspace.Root,
            Services = _ => throw new InvalidOperationException("What is removed is taken from the state; the program does not run."),
        };

    /// <summary>How a plan of this engine differs from what the pulumi command would do.</summary>
    internal static ImmutableArray<Diagnostic> Differences(Workspace workspace, LoadedStack loaded)
    {
        var source = workspace.Files.ReadStack(loaded.Name);
        var places = new StackPlaces(source);
        return
        [
            .. StackConfig
                .Read(source)
                .Sealed.Select(key => new Diagnostic(
                    DiagnosticCodes.ValueSealed,
                    Severity.Warning,
                    places.Of(key),
                    $"{key} is encrypted and left out of this plan.",
                    "Nothing to do: only the pulumi command can read it."
                )),
            .. NeedsPlaceholder(loaded) ? new[] { OperatorKeyMissing.Found(Severity.Warning, places.Of(OperatorKey), loaded.Name) } : [],
        ];
    }

    private static bool NeedsPlaceholder(LoadedStack loaded) =>
        !loaded.Plan.Spec.Cloud.IsThisMachine() && !loaded.Plan.OperatorKeys.AreSomebodys;

    internal Task<PlanResult> PlanAsync(CancellationToken cancellation) =>
        new EmbeddedEngine(options).PlanAsync<ProjectStack>(cancellation);

    /// <summary>Whether its state contains anything.</summary>
    internal bool Knows => !new EmbeddedEngine(options).IsEmpty();

    internal JsonObject LastOutputs() => new EmbeddedEngine(options).LastOutputs();

    /// <param name="errors">Where it is reported if the lock file cannot be written when the run has ended.</param>
    internal async Task<RunResult> UpAsync(Action<EngineEvent> onEvent, TextWriter errors, CancellationToken cancellation)
    {
        try
        {
            return await new EmbeddedEngine(options, new Relay(onEvent)).UpAsync<ProjectStack>(cancellation).ConfigureAwait(false);
        }
        finally
        {
            foreach (var services in evaluated)
            {
                services.Finish(errors);
            }
        }
    }

    internal Task<RunResult> DownAsync(Action<EngineEvent> onEvent, CancellationToken cancellation) =>
        new EmbeddedEngine(options, new Relay(onEvent)).DownAsync(cancellation);

    // Not Progress<T>: it posts to a thread pool, and lines would come out of order.
    private sealed class Relay(Action<EngineEvent> onEvent) : IProgress<EngineEvent>
    {
        public void Report(EngineEvent value) => onEvent(value);
    }
}
