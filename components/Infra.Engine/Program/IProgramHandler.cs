using System.Collections.Immutable;
using Infra.Engine.Values;

namespace Infra.Engine.Program;

/// <summary>What a run does with each resource and invoke of the program: a plan compares, an up applies.</summary>
internal interface IProgramHandler
{
    /// <summary>
    /// Called once per resource, when everything it waits for is ready. An exception fails the resource and its dependants.
    /// </summary>
    Task<ResourceAnswer> HandleAsync(ResourceRecord record, DeclaredInputs inputs);

    Task<ImmutableDictionary<string, object>> InvokeAsync(string token, ImmutableDictionary<string, object> args);
}

/// <summary>What the program sees of a resource.</summary>
/// <param name="Id">Null: not known yet.</param>
/// <param name="Outputs">Missing outputs are unknown in a plan.</param>
internal sealed record ResourceAnswer(string? Id, Value.Map Outputs);
