using System.Collections;
using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A list whose items, or which as a whole, may not be known yet. A default array stays "unset".</summary>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    private Output<ImmutableArray<Input<T>>> _items;
    private Output<ImmutableArray<T>>? _flat;

    public InputList()
        : this(Output.Create(ImmutableArray<Input<T>>.Empty)) { }

    private InputList(Output<ImmutableArray<Input<T>>> items) => _items = items;

    private protected override Output<ImmutableArray<T>> Current =>
        _flat ??= _items.Apply(items => items.IsDefault ? Output.Create(default(ImmutableArray<T>)) : Output.All(items.AsEnumerable()));

    public void Add(params Input<T>[] inputs) => AddRange(inputs);

    public void Add(InputList<T> inputs) => AddRange(inputs);

    public void AddRange(InputList<T> inputs)
    {
        _items = Joined(_items, inputs._items);
        _flat = null;
    }

    public InputList<T> Concat(InputList<T> other) => new(Joined(_items, other._items));

    internal InputList<T> Clone() => new(_items);

    private static Output<ImmutableArray<Input<T>>> Joined(
        Output<ImmutableArray<Input<T>>> first,
        Output<ImmutableArray<Input<T>>> second
    ) => Output.Tuple(first, second).Apply(both => both.Item1.AddRange(both.Item2));

    public static implicit operator InputList<T>(T value) => (Input<T>[])[value];

    public static implicit operator InputList<T>(Output<T> value) => (Input<T>[])[value];

    public static implicit operator InputList<T>(Input<T> value) => (Input<T>[])[value];

    public static implicit operator InputList<T>(T[] values) => FromValues(values);

    public static implicit operator InputList<T>(Output<T>[] values) => FromOutputs(values);

    public static implicit operator InputList<T>(Input<T>[] values) => ImmutableArray.Create(values);

    public static implicit operator InputList<T>(List<T> values) => FromValues(values);

    public static implicit operator InputList<T>(List<Output<T>> values) => FromOutputs(values);

    public static implicit operator InputList<T>(List<Input<T>> values) => ImmutableArray.CreateRange(values);

    public static implicit operator InputList<T>(ImmutableArray<T> values) =>
        values.IsDefault ? default(ImmutableArray<Input<T>>) : FromValues(values);

    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) =>
        values.IsDefault ? default(ImmutableArray<Input<T>>) : FromOutputs(values);

    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => new(Output.Create(values));

    public static implicit operator InputList<T>(Output<T[]> values) => new(values.Apply(Wrap));

    public static implicit operator InputList<T>(Output<List<T>> values) => new(values.Apply(Wrap));

    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => new(values.Apply(Wrap));

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) =>
        new(values.Apply(items => items.IsDefault ? default : Wrap(items)));

    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var value in await Current.GetValueAsync(whenUnknown: []).ConfigureAwait(false))
            yield return value;
    }

    // Only here so that collection initializers compile, as in the real package.
    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException(
            $"A {GetType().FullName} cannot be synchronously enumerated. Use {nameof(GetAsyncEnumerator)} instead."
        );

    private static InputList<T> FromValues(IEnumerable<T> values) => Wrap(values);

    private static InputList<T> FromOutputs(IEnumerable<Output<T>> values) => values.Select(value => (Input<T>)value).ToImmutableArray();

    private static ImmutableArray<Input<T>> Wrap(IEnumerable<T> values) => values.Select(value => (Input<T>)value).ToImmutableArray();
}
