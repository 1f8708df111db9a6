using Infra.Core.Diagnostics;

namespace Infra.Projects;

/// <summary>A stack file or a lock file that cannot be had as it must be; the message is the finding, with its place and remedy.</summary>
public abstract class StackFileException(Diagnostic found) : IOException(found.ToString())
{
    public Diagnostic Found { get; } = found;
}
