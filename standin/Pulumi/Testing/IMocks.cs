namespace Pulumi.Testing;

/// <summary>Takes the place of the providers.</summary>
public interface IMocks
{
    /// <summary>
    /// Creates or reads a resource. A null ID leaves the ID unknown. The state must be a string-keyed dictionary; a value created with
    /// <see cref="Output.CreateSecret{T}(T)"/> in it becomes a secret output.
    /// </summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>Calls a function; the result must be a string-keyed dictionary.</summary>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>Receives the outputs a component or the stack registers.</summary>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}
