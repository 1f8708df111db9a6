using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Core.Boot;

/// <summary>User data without the token: what a plan shows, and whose changes replace a node.</summary>
/// <param name="Text">MIME text that contains <see cref="UserData.TokenPlace"/> once.</param>
public sealed partial record UserDataTemplate(string Text)
{
    /// <summary>SHA-256 of <see cref="Text"/>, 64 lower-case hex digits.</summary>
    public string Sha256 => Stable.Sha256Hex(Text);

    /// <summary>
    /// Size in bytes as sent, with the least compressible token possible: tokens are random, so each digit costs at most one byte more than
    /// the placeholder's.
    /// </summary>
    public int SizeBytes => Compress(Text).Length + UserData.TokenPlace.Length;

    /// <summary>The bytes to send: gzip without time or name in its header, so equal input gives equal bytes.</summary>
    /// <param name="token">64 lower-case hex digits.</param>
    /// <exception cref="ArgumentException">The token has another form.</exception>
    public byte[] Render(string token) =>
        Token().IsMatch(token)
            ? Compress(Text.Replace(UserData.TokenPlace, token, StringComparison.Ordinal))
            : throw new ArgumentException("An enrolment token is 64 lower-case hex digits.", nameof(token));

    private static byte[] Compress(string text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        var bytes = buffer.ToArray();
        bytes.AsSpan(4, 4).Clear();
        bytes[9] = 255;
        return bytes;
    }

    [GeneratedRegex("^[0-9a-f]{64}\\z")]
    private static partial Regex Token();
}
