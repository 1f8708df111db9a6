using Infra.Core.Diagnostics;

namespace Infra.Projects;

/// <summary>
/// A stack file or lock file cannot be read or written as required; the message is the diagnostic, with place and remedy.
/// </summary>
public abstract class StackFileException(Diagnostic found) : IOException(found.ToString())
{
    public Diagnostic Found { get; } = found;
}
