namespace Infra.Stacks;

/// <summary>Makes the stack when the engine asks for it: Pulumi's way to hand a constructor its arguments.</summary>
public sealed class StackServices(StackContext context) : IServiceProvider
{
    public object? GetService(Type serviceType) => serviceType == typeof(ProjectStack) ? new ProjectStack(context) : null;
}
