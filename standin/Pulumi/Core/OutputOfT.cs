using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A value that will be available later, with the resources it came from, and whether it is known and secret.</summary>
public sealed class Output<T> : IOutput
{
    /// <param name="data">the value to come</param>
    /// <param name="watch">whether the deployment waits for it and reports its failure; false where its producer is watched.</param>
    internal Output(Task<OutputData<T>> data, bool watch = true)
    {
        DataTask = data;
        if (watch)
            Deployment.Current?.Runner.Watch(data);
    }

    internal Task<OutputData<T>> DataTask { get; }

    public static Output<T> Create(Task<T> value) => Output.From(value, isSecret: false);

    public Output<ValueTuple> Apply(Func<T, Task> func) =>
        Apply(async value =>
        {
            await func(value).ConfigureAwait(false);
            return default(ValueTuple);
        });

    public Output<TResult> Apply<TResult>(Func<T, TResult> func) => Apply(value => Output.Create(func(value)));

    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) => Apply(value => Output.Create(func(value)));

    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) => Apply(value => func(value).ToOutput());

    /// <summary>
    /// Runs <paramref name="func"/> when the value is known; else the result is unknown too and it is not run.
    /// Resources, secretness and unknown-ness of both outputs add up.
    /// </summary>
    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) => new(ApplyAsync(func));

    public override string ToString() =>
        "Calling [ToString] on an [Output<T>] is not supported. Use Output.Format($\"...\") or o.Apply(v => $\"...\").";

    async Task<OutputData<object?>> IOutput.GetDataAsync() => (await DataTask.ConfigureAwait(false)).Boxed();

    internal async Task<T> GetValueAsync(T whenUnknown)
    {
        var data = await DataTask.ConfigureAwait(false);
        return data.IsKnown ? data.Value : whenUnknown;
    }

    /// <summary>The same value with its flags or resources changed.</summary>
    internal Output<T> With(Func<OutputData<T>, OutputData<T>> change)
    {
        return new Output<T>(ChangeAsync());

        async Task<OutputData<T>> ChangeAsync() => change(await DataTask.ConfigureAwait(false));
    }

    private async Task<OutputData<TResult>> ApplyAsync<TResult>(Func<T, Output<TResult>?> func)
    {
        var data = await DataTask.ConfigureAwait(false);
        if (!data.IsKnown)
            return new OutputData<TResult>(data.Resources, default!, false, data.IsSecret);

        var inner = func(data.Value);
        if (inner == null)
            return new OutputData<TResult>(data.Resources, default!, true, data.IsSecret);

        var innerData = await inner.DataTask.ConfigureAwait(false);
        return new OutputData<TResult>(
            data.Resources.Union(innerData.Resources),
            innerData.Value,
            innerData.IsKnown,
            data.IsSecret || innerData.IsSecret
        );
    }
}
