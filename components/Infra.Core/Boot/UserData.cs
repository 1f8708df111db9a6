using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Infra.Core.Bundle;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Boot;

/// <summary>
/// Writes a node's cloud-init user data: a boothook that closes the node before anything else runs, then a cloud-config
/// with the operators' account, the desired state, the program that makes it true, and the call of it.
/// </summary>
public static partial class UserData
{
    /// <summary>Where the one-time token goes; as long as the token is, so that sizes do not change.</summary>
    public const string TokenPlace = "TOKENPLACETOKENPLACETOKENPLACETOKENPLACETOKENPLACETOKENPLACETOKE";

    // What a node takes is far less (UserDataTemplate.SizeBytes); who may write user data may send more.
    private const int MostTextBytes = 1 << 23;

    // Fixed, or equal input would not be equal bytes. It is in none of the parts: UserDataTests looks.
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

    /// <summary>The token in user data as a VM was given it, by this version or an earlier one.</summary>
    /// <param name="base64">Gzip in base64.</param>
    /// <returns>64 hex digits; null where there is none, or where this is no such user data.</returns>
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
