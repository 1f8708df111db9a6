using Pulumi.Serialization;

namespace Pulumi;

/// <summary>One call of a method of a resource or provider. Mocks receive it like a function call.</summary>
internal static class MethodCall
{
    private const string SelfArgument = "__self__";

    public static async Task<OutputData<T>> RunAsync<T>(
        Deployment deployment,
        string token,
        CallArgs? args,
        Resource? self,
        CallOptions? options
    )
    {
        var bag = (args ?? CallArgs.Empty).ToDictionary();
        if (self != null)
            bag[SelfArgument] = self;

        var inputs = await SerializedProperty.OfAllAsync(bag).ConfigureAwait(false);
        var provider = self != null ? self.Provider : options?.Provider ?? options?.Parent?.ProviderOf(token);
        var reference = provider == null ? "" : await provider.ReferenceAsync().ConfigureAwait(false);
        var result = await deployment.Monitor.CallAsync(token, inputs, reference).ConfigureAwait(false);
        return new OutputData<T>(OutputData.NoResources, Invocation.Convert<T>(result), result.IsKnown, result.IsSecret);
    }
}
