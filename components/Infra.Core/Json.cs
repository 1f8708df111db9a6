using System.Text.Encodings.Web;

namespace Infra.Core;

/// <summary>JSON strings, for documents with fixed key order in which equal content gives equal bytes.</summary>
internal static class Json
{
    // Escapes only what JSON requires; the documents are read by JSON parsers and people, never by a browser.
    internal static string Quote(string value) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)}\"";
}
