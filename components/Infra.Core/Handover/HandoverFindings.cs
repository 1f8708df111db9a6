using Infra.Core.Diagnostics;

namespace Infra.Core.Handover;

/// <summary>What can be wrong with a handover, one builder a code.</summary>
public static class HandoverFindings
{
    /// <summary>Not a file of this kind at all, or with parts that this version does not know.</summary>
    public static Diagnostic Unreadable(SourceLocation where, string what) =>
        Error(DiagnosticCodes.HandoverUnreadable, where, what, "Get the file again, exactly as it was written.");

    public static Diagnostic OtherFormat(SourceLocation where, string found, string expected) =>
        Error(
            DiagnosticCodes.HandoverOtherFormat,
            where,
            $"The file's format is '{Shown.OneLine(found)}'; this command reads '{expected}'.",
            "Name the other file if you have mixed them up; if the number at the end is higher, use a version of infra that knows it."
        );

    /// <param name="form">The valid form in words.</param>
    public static Diagnostic BadValue(SourceLocation where, string value, string form) =>
        Error(
            DiagnosticCodes.HandoverBadValue,
            where,
            $"'{Shown.OneLine(value)}' is not valid here: {form}",
            "Have the file written again by infra handover; do not edit it."
        );

    public static Diagnostic Changed(string file, string why) =>
        Error(
            DiagnosticCodes.HandoverChanged,
            SourceLocation.Top(file),
            $"The signature does not fit the content: the file was changed after it was signed ({Shown.OneLine(why)}).",
            "Do not use it. Get the file again from whoever signed it, and ask them what changed it."
        );

    public static Diagnostic OtherSigner(string file, string signer, string expected) =>
        Error(
            DiagnosticCodes.HandoverOtherSigner,
            SourceLocation.Top(file),
            $"It is signed with the key {signer}; --signer is {expected}.",
            "Ask the other side, over a channel that you trust, which key is theirs, and name that one with --signer."
        );

    /// <param name="what">With its article: <c>The request</c>.</param>
    /// <param name="how"><c>expired on 2026-01-01</c></param>
    public static Diagnostic NotValidNow(SourceLocation where, string what, string how, string remedy) =>
        Error(DiagnosticCodes.HandoverNotValidNow, where, $"{what} {how}.", remedy);

    public static Diagnostic Foreign(string file, string what, string its, string ours) =>
        Error(
            DiagnosticCodes.HandoverForeign,
            SourceLocation.Top(file),
            $"It is for another handover: its {what} is '{Shown.OneLine(its)}', not '{Shown.OneLine(ours)}'.",
            "Use the answer to this request; if the request was renewed since, have it answered again."
        );

    /// <summary>Something is there already that says otherwise.</summary>
    public static Diagnostic InTheWay(SourceLocation where, string what, string remedy) =>
        Error(DiagnosticCodes.HandoverInTheWay, where, what, remedy);

    public static Diagnostic NoOutput(string file, string what, string remedy) =>
        Error(DiagnosticCodes.HandoverNoOutput, SourceLocation.Top(file), what, remedy);

    public static Diagnostic KeyUnusable(string file, string why) =>
        Error(
            DiagnosticCodes.HandoverKeyUnusable,
            SourceLocation.Top(file),
            $"This key cannot be used: {Shown.OneLine(why)}",
            "Name an SSH key of OpenSSH 8.2 or newer: the private one (or its .pub, with the agent) to sign, the .pub to check."
        );

    private static Diagnostic Error(string code, SourceLocation where, string message, string remedy) =>
        new(code, Severity.Error, where, message, remedy);
}
