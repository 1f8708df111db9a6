using Infra.Core.Diagnostics;

namespace Infra.Projects;

/// <summary>The lock file cannot be written: it stays as it was, and what would need its new entries must not be created.</summary>
/// <param name="reason">A sentence, as the system has it.</param>
public sealed class LockNotWrittenException(string file, string reason)
    : StackFileException(
        new Diagnostic(
            DiagnosticCodes.LockNotWritten,
            Severity.Error,
            SourceLocation.Top(file),
            $"The lock file cannot be written: {reason.TrimEnd('.')}. It was left as it was, and nothing was created.",
            $"Make {file} and its directory writable for you, with room on the disk; then run the same command again."
        )
    );
