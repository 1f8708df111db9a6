using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Infra.Core.Bundle;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Boot;

/// <summary>
/// Writes a node's cloud-init user data: a boothook that closes the node before anything else runs, then a cloud-config with the operators'
/// account, the desired state, the program that applies it, and the command that runs it.
/// </summary>
public static partial class UserData
{
    /// <summary>Placeholder for the one-time token, of the same length, so that sizes do not change.</summary>
    public const string TokenPlace = "TOKENPLACETOKENPLACETOKENPLACETOKENPLACETOKENPLACETOKENPLACETOKE";

    // Real user data is far smaller (UserDataTemplate.SizeBytes), but whoever may write it could send more.
    private const int MostTextBytes = 1 << 23;

    // Fixed, so that equal input gives equal bytes. Occurs in none of the parts: checked by UserDataTests.
    private const string Boundary = "==infra-parts==";

    /// <param name="boothook">See <see cref="Boothook"/>.</param>
    internal static UserDataTemplate Template(string nodeKey, string boothook, NodeBundle bundle, OperatorKeys keys, NodePlatform platform)
    {
        var config = CloudConfig.Write(nodeKey, keys, bundle, platform, TokenPlace);
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=\"{Boundary}\"\n")
            .Append("MIME-Version: 1.0\n\n");
        AppendPart(text, "cloud-boothook", boothook);
        AppendPart(text, "cloud-config", config);
        return new UserDataTemplate(text.Append(CultureInfo.InvariantCulture, $"--{Boundary}--\n").ToString());
    }

    /// <summary>Extracts the token from the user data that a VM was given by this version or an earlier one.</summary>
    /// <param name="base64">Base64-encoded gzip.</param>
    /// <returns>64 hex digits; null if there is none, or if this is not such user data.</returns>
    public static string? TokenIn(string? base64)
    {
        try
        {
            using var zip = new GZipStream(new MemoryStream(Convert.FromBase64String(base64 ?? "")), CompressionMode.Decompress);
            var text = new byte[MostTextBytes];
            var length = zip.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            return Token().Match(Encoding.UTF8.GetString(text, 0, length)) is { Success: true } found ? found.Groups[1].Value : null;
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            return null;
        }
    }

    private static void AppendPart(StringBuilder text, string type, string content) =>
        text.Append(CultureInfo.InvariantCulture, $"--{Boundary}\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Type: text/{type}; charset=\"utf-8\"\n")
            .Append("Content-Transfer-Encoding: 8bit\n")
            .Append("MIME-Version: 1.0\n\n")
            .Append(content);

    [GeneratedRegex("^- path: \"/etc/infra/enrolment-token\"\n(?:  [^\n]*\n)*? +([0-9a-f]{64})\n", RegexOptions.Multiline)]
    private static partial Regex Token();
}
