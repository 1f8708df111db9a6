namespace Pulumi;

/// <summary>A value, or the output that will provide it.</summary>
public class Input<T> : IInput
{
    private Output<T>? _value;

    private protected Input() { }

    private protected Input(Output<T> value) => _value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>Lists and maps may change until they are read, so they compute this late.</summary>
    private protected virtual Output<T> Current => _value!;

    public static implicit operator Input<T>(T value) => Output.Create(value);

    public static implicit operator Input<T>(Output<T> value) => new(value);

    public static implicit operator Output<T>(Input<T> input) => input.Current;

    IOutput IInput.ToOutput() => Current;
}
