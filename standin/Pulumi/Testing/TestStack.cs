namespace Pulumi.Testing;

/// <summary>The stack around resources created by a test's own function.</summary>
internal sealed class TestStack : Stack
{
    // Waits here, as the real package does: a stack's constructor cannot be asynchronous.
    public TestStack(Func<Task<IDictionary<string, object?>>> createResources) => Results = createResources().GetAwaiter().GetResult();

    public IDictionary<string, object?> Results { get; }
}
