using Infra.Core.Diagnostics;

namespace Infra.Projects;

/// <summary>A stack file or lock file exists but cannot be read.</summary>
public sealed class UnreadableFileException(Diagnostic found) : StackFileException(found);
