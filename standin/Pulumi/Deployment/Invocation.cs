using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>One call of a provider's function.</summary>
internal sealed class Invocation(Deployment deployment, string token, InvokeArgs? args, InvokeOptions? options)
{
    public async Task<OutputData<T>> RunAsync<T>()
    {
        var inputs = await InputsAsync().ConfigureAwait(false);
        var given = options is InvokeOutputOptions { DependsOn: { } list } ? await Dependencies.ListAsync(list).ConfigureAwait(false) : [];
        ImmutableHashSet<Resource> resources = [.. inputs.Values.SelectMany(input => input.Dependencies), .. given];
        if (inputs.Values.Any(input => !input.IsKnown) || await AnyUnknownIdAsync(resources).ConfigureAwait(false))
            return new OutputData<T>(OutputData.NoResources, default!, false, false);

        var result = await CallAsync(inputs).ConfigureAwait(false);
        return new OutputData<T>(resources, Convert<T>(result), result.IsKnown, result.IsSecret);
    }

    public async Task<T> RunPlainAsync<T>() => Convert<T>(await CallAsync(await InputsAsync().ConfigureAwait(false)).ConfigureAwait(false));

    internal static T Convert<T>(SerializedProperty result) =>
        Converter.Convert(result.Value, typeof(T)) is T converted ? converted : default!;

    private Task<Dictionary<string, SerializedProperty>> InputsAsync() =>
        SerializedProperty.OfAllAsync((args ?? InvokeArgs.Empty).ToDictionary());

    private async Task<SerializedProperty> CallAsync(Dictionary<string, SerializedProperty> inputs)
    {
        var provider = options?.Provider ?? options?.Parent?.ProviderOf(token);
        var reference = provider == null ? "" : await provider.ReferenceAsync().ConfigureAwait(false);
        return await deployment.Monitor.CallAsync(token, inputs, reference).ConfigureAwait(false);
    }

    private static async Task<bool> AnyUnknownIdAsync(IEnumerable<Resource> resources)
    {
        foreach (var resource in Dependencies.Expand(resources))
        {
            if (!(await resource.Id.DataTask.ConfigureAwait(false)).IsKnown)
                return true;
        }

        return false;
    }
}
