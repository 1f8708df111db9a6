using Pulumi;

namespace Infra.Components.Tests.Testing;

/// <summary>Reads an output that is known.</summary>
internal static class OutputValue
{
    internal static Task<T> OfAsync<T>(Output<T> output)
    {
        var value = new TaskCompletionSource<T>();
        _ = output.Apply(known =>
        {
            value.SetResult(known);
            return known;
        });
        return value.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }
}
