using Infra.Engine.Program;

namespace Infra.Engine;

/// <summary>What several parts of the engine report: each code has one builder here, with all its texts side by side.</summary>
internal static class EngineFindings
{
    internal static EngineDiagnostic ProgramFailed(Exception error) =>
        new(EngineCodes.ProgramFailed, $"The program failed: {error.Message}", "Fix it, then run again.");

    internal static EngineDiagnostic InvokeUnanswered(string token, bool preview, string stack) =>
        CloudInvoke(
            $"The program invokes {token}, which needs a cloud.",
            preview ? "Provide an answer for it (InvokeAnswers)." : $"Apply with `pulumi up -s {stack}`."
        );

    internal static EngineDiagnostic InvokeAnswered(string token) =>
        CloudInvoke($"{token} was answered with a placeholder; what depends on it is decided at `pulumi up`.", "");

    /// <param name="line">The command's first line.</param>
    internal static EngineDiagnostic CommandNotStarted(string line, string directory, string reason) =>
        CommandFailed($"'{line}' could not be started in {directory}: {reason}", "Check the interpreter and the directory.");

    /// <param name="status">How it ended.</param>
    /// <param name="line">The command's first line.</param>
    /// <param name="host">Where it ran; null: on this machine.</param>
    /// <param name="tail">The end of what it printed.</param>
    internal static EngineDiagnostic CommandEnded(string status, string line, string? host, string tail) =>
        CommandFailed(
            $"{status}: running '{line}'{(host is null ? "" : $" on {host}")}"
                + $"{(tail.Length > 0 ? $":\n{tail}" : ", which printed nothing.")}",
            ""
        );

    internal static EngineDiagnostic WrongKey(string stack, string keyFile, string reason) =>
        KeyMissing(
            $"A secret in the state of {stack} cannot be decrypted with the key in {keyFile}: {reason}",
            "Restore the key file that belongs to this state file."
        );

    internal static EngineDiagnostic NoKey(string stack, string keyFile) =>
        KeyMissing(
            $"The state of {stack} contains secrets, but their key {keyFile} is missing.",
            "Restore the key file. Without it, delete everything that the state file lists by hand, then the state file."
        );

    internal static EngineDiagnostic StateEmpty(string file) =>
        StateUnreadable(
            $"{file} is empty, or not a regular file.",
            "Restore the file from a backup. Without it the engine does not know what exists and would create it a second time."
        );

    internal static EngineDiagnostic NoState(string file, string reason) =>
        StateUnreadable(
            $"{file} is not a state file of this engine: {reason}",
            "Nothing was changed. Restore the file from a backup; do not delete it while the resources it lists exist."
        );

    internal static EngineDiagnostic UnsupportedResource(ResourceRecord record, string what) =>
        Unsupported($"{record}: the engine does not support {what}.", "Use a Command resource, or apply with `pulumi up`.", record.Urn);

    internal static EngineDiagnostic RemoteEnvironment() =>
        Unsupported(
            "The engine does not support the environment of a remote command (servers refuse it unless AcceptEnv allows it).",
            "Pass values through stdin or in the command."
        );

    internal static EngineDiagnostic SshAgent() =>
        Unsupported("The engine does not support connections with an SSH agent.", "Use privateKey or password.");

    internal static EngineDiagnostic NoHost(string connection) => Unsupported($"A remote command has no {connection}.host.", "Set it.");

    internal static EngineDiagnostic NoLogin(string host) =>
        Unsupported($"The connection to {host} has neither privateKey nor password.", "Set one of them.");

    private static EngineDiagnostic CloudInvoke(string message, string remedy) => new(EngineCodes.CloudInvoke, message, remedy);

    private static EngineDiagnostic CommandFailed(string message, string remedy) => new(EngineCodes.CommandFailed, message, remedy);

    private static EngineDiagnostic KeyMissing(string message, string remedy) => new(EngineCodes.KeyMissing, message, remedy);

    private static EngineDiagnostic StateUnreadable(string message, string remedy) => new(EngineCodes.StateUnreadable, message, remedy);

    private static EngineDiagnostic Unsupported(string message, string remedy, string? urn = null) =>
        new(EngineCodes.Unsupported, message, remedy, urn);
}
