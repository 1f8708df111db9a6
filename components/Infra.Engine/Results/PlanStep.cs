using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infra.Engine.Results;

/// <summary>One resource and what will happen to it.</summary>
public sealed record PlanStep
{
    /// <summary>Includes the types of its parents, as in Pulumi.</summary>
    public required string Urn { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    /// <summary>The parent's URN; null for the stack itself.</summary>
    public string? Parent { get; init; }

    /// <summary>False for components and the stack: they only group other resources.</summary>
    public required bool Custom { get; init; }

    public required StepAction Action { get; init; }

    /// <summary>The reason, if the property changes do not show it: e.g. an interrupted run, a forced replacement.</summary>
    public string? Reason { get; init; }

    /// <summary>The action is Update, but only the provider knows whether it requires a replacement.</summary>
    public bool ReplaceUndecided { get; init; }

    /// <summary>The old resource of a replacement, still to be deleted, or what an interrupted creation left.</summary>
    public bool Leftover { get; init; }

    /// <summary>The differences; for a creation every input. Empty for Same and Delete.</summary>
    public ImmutableArray<PropertyChange> Changes { get; init; } = [];

    /// <summary>The inputs, prepared for display (secrets masked, unknowns marked). For a deletion the last ones.</summary>
    public required JsonObject Inputs { get; init; }

    /// <summary>URNs this depends on: explicitly, through properties, or through its provider. Sorted.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>Options that matter to a reader, e.g. <c>protect</c>, <c>ignoreChanges: userData</c>. Sorted.</summary>
    public ImmutableArray<string> Options { get; init; } = [];
}
