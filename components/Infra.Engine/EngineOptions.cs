using System.Collections.Immutable;
using Pulumi;

namespace Infra.Engine;

/// <summary>What the engine runs and where it keeps its state. Immutable; one instance may be used for many runs.</summary>
public sealed record EngineOptions
{
    /// <summary>The Pulumi project's name, as in Pulumi.yaml. Part of every URN.</summary>
    public required string Project { get; init; }

    /// <summary>The stack's name, e.g. <c>local</c>. Part of every URN.</summary>
    public required string Stack { get; init; }

    /// <summary>
    /// The directory of this stack's state: state.json, its key and its lock. Created (0700) if missing. Two stacks must not share one.
    /// </summary>
    public required string StateDirectory { get; init; }

    /// <summary>
    /// Creates the service provider that creates the stack. The stack must pass the given options to <c>Stack(StackOptions)</c>: they
    /// carry the hook through which the engine sees parents, options and secrets.
    /// </summary>
    public required Func<StackOptions, IServiceProvider> Services { get; init; }

    /// <summary>Configuration: full key (<c>project:key</c>) to text; objects as JSON text.</summary>
    public ImmutableDictionary<string, string> Config { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The keys of <see cref="Config"/> whose values are secret.</summary>
    public ImmutableHashSet<string> SecretConfigKeys { get; init; } = [];

    /// <summary>How many commands may run at once; at least 1.</summary>
    public int MaxConcurrentCommands { get; init; } = 8;

    /// <summary>Where commands without <c>dir</c> run. Null: the process's current directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// A plan's answers to invokes that require a cloud (token to result). Merged over the built-in ones; see
    /// <see cref="Program.InvokePlaceholders"/>. Never used by up.
    /// </summary>
    public ImmutableDictionary<string, ImmutableDictionary<string, object>> InvokeAnswers { get; init; } =
        ImmutableDictionary<string, ImmutableDictionary<string, object>>.Empty;
}
