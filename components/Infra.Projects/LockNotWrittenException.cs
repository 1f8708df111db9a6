using Infra.Core.Diagnostics;

namespace Infra.Projects;

/// <summary>The lock file cannot be written: it is unchanged, and resources that need its new entries must not be created.</summary>
/// <param name="reason">The system's message, as a sentence.</param>
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
