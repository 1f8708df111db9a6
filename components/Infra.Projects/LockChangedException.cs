using Infra.Core.Diagnostics;

namespace Infra.Projects;

/// <summary>Another process wrote the lock file after it was read and before it was to be written.</summary>
public sealed class LockChangedException(string file)
    : StackFileException(
        new Diagnostic(
            DiagnosticCodes.LockChanged,
            Severity.Error,
            SourceLocation.Top(file),
            "Another run wrote this file in the meantime. It was left as it is, and nothing was created.",
            "Run the same command again: it goes by the new file."
        )
    );
