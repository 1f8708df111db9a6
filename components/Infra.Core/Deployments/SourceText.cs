using System.Text;
using System.Text.Unicode;
using Infra.Core.Diagnostics;
using Infra.Core.Topology;

namespace Infra.Core.Deployments;

/// <summary>Decodes the bytes of a stack or lock file: UTF-8, as Pulumi requires, without guessing.</summary>
public static class SourceText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns the text, or null and a diagnostic at the first byte that is not valid UTF-8.</summary>
    /// <param name="fileName">The name that messages show.</param>
    /// <param name="isLock">Whether it is a lock file, which nobody writes by hand.</param>
    public static (string? Text, Diagnostic? Problem) Decode(ReadOnlySpan<byte> bytes, string fileName, bool isLock)
    {
        if (Utf8.IsValid(bytes))
        {
            var text = Strict.GetString(bytes);
            return (text is ['\uFEFF', ..] ? text[1..] : text, null);
        }

        var valid = bytes.Length;
        var chars = new char[bytes.Length];
        Utf8.ToUtf16(bytes, chars, out valid, out var written, replaceInvalidSequences: false);
        var before = new string(chars, 0, written);
        var where = new SourceLocation(fileName, before.Count(c => c == '\n') + 1, before.Length - before.LastIndexOf('\n'), "");
        return (
            null,
            new Diagnostic(
                DiagnosticCodes.NotUtf8,
                Severity.Error,
                where,
                bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]
                    ? "The file is encoded in UTF-16; it must be UTF-8."
                    : $"The byte 0x{bytes[valid]:X2} here is not valid UTF-8.",
                isLock
                    ? LockRemedy.Restore(fileName)
                    : "Save the file as UTF-8; 'iconv -f LATIN1 -t UTF-8' converts one with accented letters."
            )
        );
    }
}
