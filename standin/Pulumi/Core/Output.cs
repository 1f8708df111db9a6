using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Creates and combines outputs. Combining unites their resources; one unknown or secret part makes the whole so.</summary>
public static partial class Output
{
    public static Output<T> Create<T>(T value) => From(Task.FromResult(value), isSecret: false);

    public static Output<T> Create<T>(Task<T> value) => From(value, isSecret: false);

    public static Output<T> CreateSecret<T>(T value) => From(Task.FromResult(value), isSecret: true);

    public static Output<T> CreateSecret<T>(Task<T> value) => From(value, isSecret: true);

    public static Output<T> CreateSecret<T>(Output<T> value) => value.With(data => data with { IsSecret = true });

    public static Output<T> Unsecret<T>(Output<T> output) => output.With(data => data with { IsSecret = false });

    public static async Task<bool> IsSecretAsync<T>(Output<T> output) => (await output.DataTask.ConfigureAwait(false)).IsSecret;

    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All(inputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) =>
        Join([.. inputs.Select(input => (Output<T>)input)], values => values.Select(value => (T)value!).ToImmutableArray());

    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All(outputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) => All(outputs.Select(output => (Input<T>)output));

    public static Output<string> Format(FormattableString formattableString)
    {
        var parts = formattableString
            .GetArguments()
            .Select(argument =>
                argument switch
                {
                    IOutput output => output,
                    IInput input => input.ToOutput(),
                    _ => Create(argument),
                }
            );
        return Join([.. parts], values => string.Format(CultureInfo.InvariantCulture, formattableString.Format, values));
    }

    /// <summary>JSON text of a value in which outputs and inputs may be nested.</summary>
    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null) =>
        new(OutputJson.SerializeAsync(value, options));

    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null) =>
        json.Apply(text => JsonSerializer.Deserialize<T>(text, options)!);

    internal static Output<T> From<T>(Task<T> value, bool isSecret)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Output<T>(GetDataAsync());

        async Task<OutputData<T>> GetDataAsync() => new(OutputData.NoResources, await value.ConfigureAwait(false), true, isSecret);
    }

    private static Output<TResult> Join<TResult>(IOutput[] parts, Func<object?[], TResult> make)
    {
        return new Output<TResult>(JoinAsync());

        async Task<OutputData<TResult>> JoinAsync()
        {
            var (resources, isKnown, isSecret) = (OutputData.NoResources, true, false);
            var values = new object?[parts.Length];
            for (var i = 0; i < parts.Length; i++)
            {
                var data = await parts[i].GetDataAsync().ConfigureAwait(false);
                values[i] = data.Value;
                resources = resources.IsEmpty ? data.Resources : resources.Union(data.Resources);
                isKnown &= data.IsKnown;
                isSecret |= data.IsSecret;
            }

            return new OutputData<TResult>(resources, isKnown ? make(values) : default!, isKnown, isSecret);
        }
    }
}
