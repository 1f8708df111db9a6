using Infra.Components;
using Pulumi;

namespace Infra.Projects;

/// <summary>Creates the stack when the engine requests it: Pulumi's way to pass arguments to a constructor.</summary>
/// <param name="context">Evaluated within the run, so that its errors reach the operator like all others.</param>
public sealed class StackServices(Func<StackContext> context) : IServiceProvider
{
    private RunRecord? _record;

    public StackServices(StackContext context)
        : this(() => context) { }

    /// <exception cref="RunException">Any failure; the SDK shows only its message, where other exceptions get a stack trace.</exception>
    public object? GetService(Type serviceType)
    {
        if (serviceType != typeof(ProjectStack))
            return null;
        try
        {
            (var stack, _record) = StackProgram.Run(context());
            return stack;
        }
        catch (Exception e) when (e is not RunException)
        {
            throw Derivation.AsRunException(e);
        }
    }

    /// <summary>
    /// To be called when the run has ended, successfully or not: records in the lock file what only the run could tell. A preview and CI
    /// record nothing.
    /// </summary>
    /// <param name="errors">Where a failure to write is reported.</param>
    public void Finish(TextWriter errors) => _record?.Write(errors);
}
