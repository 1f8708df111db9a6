using Pulumi;

namespace Infra.Engine.Tests.Toys;

/// <summary>A stack whose resources each test declares in a lambda; the lambda's result becomes its output.</summary>
public sealed class ToyStack : Stack
{
    public ToyStack(ToyContext context)
        : base(context.Options) => Result = context.Declare() ?? Pulumi.Output.Create("");

    [Output("result")]
    public Output<string> Result { get; private set; }
}

public sealed record ToyContext(StackOptions Options, Func<Output<string>?> Declare);

/// <summary>As much of dependency injection as the SDK requires.</summary>
internal sealed class ToyServices(StackOptions options, Func<Output<string>?> declare) : IServiceProvider
{
    public object? GetService(Type serviceType) => serviceType == typeof(ToyStack) ? new ToyStack(new ToyContext(options, declare)) : null;
}
