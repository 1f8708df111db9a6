namespace Infra.Sdk.Tests.Conformance;

/// <summary>For the negative control: has members that its listing lacks.</summary>
public class ConformanceSample<T>
{
    public string? Known { get; private set; }

    public bool MadeUp { get; set; }

    public static Task<T> KnownAsync<TArg>(IDictionary<string, object?> values, params TArg[] rest) =>
        Task.FromException<T>(new NotSupportedException($"{values} {rest}"));

    public void MadeUpMethod(int? number = null) => Known = $"{number}";
}

public sealed class MadeUpDerived : ConformanceSample<string>;
