using Pulumi;

namespace Infra.Components;

/// <summary>
/// Stands for a project in a network that is not its own: while it has services, Pulumi refuses to delete this, and so the stack as a
/// whole. A project's own network does the same for itself.
/// </summary>
internal sealed class ProjectInUse : ComponentResource
{
    /// <param name="name">The project's name.</param>
    internal ProjectInUse(string name, bool isProtected)
        : base("infra:index:ProjectInUse", name, new ComponentResourceOptions { Protect = isProtected }) => RegisterOutputs();
}
