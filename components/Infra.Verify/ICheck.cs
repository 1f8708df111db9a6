namespace Infra.Verify;

/// <summary>One kind of check. It only observes; anything it starts on a node (a listener) has ended when it returns.</summary>
public interface ICheck
{
    /// <summary>The kind, as in <see cref="CheckRow.Check"/>.</summary>
    string Name { get; }

    /// <summary>
    /// Observes and judges. Returns at least one row; a fact that could not be observed is a failed row, not an exception.
    /// </summary>
    Task<IReadOnlyList<CheckRow>> RunAsync(CloudUnderTest cloud, CancellationToken cancellation);
}
