using Infra.Components;
using Pulumi;

namespace Infra.Projects;

/// <summary>Makes the stack when the engine asks for it: Pulumi's way to hand a constructor its arguments.</summary>
/// <param name="context">Asked for within the run, so that what is wrong there reaches the operator as everything else does.</param>
public sealed class StackServices(Func<StackContext> context) : IServiceProvider
{
    public StackServices(StackContext context)
        : this(() => context) { }

    /// <exception cref="RunException">Whatever went wrong; the SDK shows its message, where it shows others' stack traces.</exception>
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
