using Infra.Components;
using Pulumi;

namespace Infra.Projects;

/// <summary>Creates the stack when the engine requests it: Pulumi's way to pass arguments to a constructor.</summary>
/// <param name="context">Evaluated within the run, so that its errors reach the operator like all others.</param>
public sealed class StackServices(Func<StackContext> context) : IServiceProvider
{
    public StackServices(StackContext context)
        : this(() => context) { }

    /// <exception cref="RunException">Any failure; the SDK shows only its message, where other exceptions get a stack trace.</exception>
    public object? GetService(Type serviceType)
    {
        if (serviceType != typeof(ProjectStack))
            return null;
        try
        {
            return StackProgram.Run(context());
        }
        catch (Exception e) when (e is not RunException)
        {
            throw Derivation.AsRunException(e);
        }
    }
}
