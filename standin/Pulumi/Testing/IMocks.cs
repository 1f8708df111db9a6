namespace Pulumi.Testing;

/// <summary>Plays the providers.</summary>
public interface IMocks
{
    /// <summary>
    /// Makes or reads a resource. A null id leaves the id unknown. The state must be a string-keyed dictionary; a value
    /// made with <see cref="Output.CreateSecret{T}(T)"/> in it becomes a secret output.
    /// </summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>Calls a function; the result must be a string-keyed dictionary.</summary>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>Gets what a component or the stack registers as its outputs.</summary>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}
