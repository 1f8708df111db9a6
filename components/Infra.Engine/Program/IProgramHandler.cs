using System.Collections.Immutable;
using Infra.Engine.Values;

namespace Infra.Engine.Program;

/// <summary>What a run does with each resource and invoke of the program: a plan looks, an up acts.</summary>
internal interface IProgramHandler
{
    /// <summary>Called once per resource, when all it waits for is there. A thrown exception fails the resource and what depends on it.</summary>
    Task<ResourceAnswer> HandleAsync(ResourceRecord record, DeclaredInputs inputs);

    Task<ImmutableDictionary<string, object>> InvokeAsync(string token, ImmutableDictionary<string, object> args);
}

/// <summary>What the program gets to see of a resource.</summary>
/// <param name="Id">Null: not known yet.</param>
/// <param name="Outputs">Those left out are unknown in a plan.</param>
internal sealed record ResourceAnswer(string? Id, Value.Map Outputs);
