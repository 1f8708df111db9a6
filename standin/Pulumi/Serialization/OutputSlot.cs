using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>The placeholder behind one output property of a resource.</summary>
internal abstract class OutputSlot
{
    public abstract object Output { get; }

    /// <param name="value">A plain wire value, converted to the output's type.</param>
    public abstract void Set(object? value, bool isKnown, bool isSecret);

    /// <summary>Fills what was not set: null on creation, unknown in a preview.</summary>
    public abstract void SetDefault(bool isKnown);

    public abstract void Fail(Exception exception);
}

internal sealed class OutputSlot<T> : OutputSlot
{
    private readonly ImmutableHashSet<Resource> _resources;

    // Continuations run synchronously on purpose: with a synchronous mock, a resource is complete when its constructor returns.
    private readonly TaskCompletionSource<OutputData<T>> _source = new();

    /// <param name="resources">The source of the output: only its resource.</param>
    public OutputSlot(ImmutableHashSet<Resource> resources)
    {
        _resources = resources;
        Output = new Output<T>(_source.Task, watch: false);
    }

    public override object Output { get; }

    public override void Set(object? value, bool isKnown, bool isSecret)
    {
        var converted = isKnown ? Converter.Convert(value, typeof(T)) : null;
        _source.TrySetResult(new OutputData<T>(_resources, converted == null ? default! : (T)converted, isKnown, isSecret));
    }

    public override void SetDefault(bool isKnown) => _source.TrySetResult(new OutputData<T>(_resources, default!, isKnown, false));

    public override void Fail(Exception exception)
    {
        if (_source.TrySetException(exception))
            _ = _source.Task.Exception; // Seen: the deployment reports it once, from the registration itself.
    }
}
