using System.Text.Encodings.Web;

namespace Infra.Core;

/// <summary>JSON strings, for the documents that are written by hand so that equal content is equal bytes.</summary>
internal static class Json
{
    // Escapes what JSON must and no more; the documents are read by JSON parsers and by people, never by a browser.
    internal static string Quote(string value) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)}\"";
}
