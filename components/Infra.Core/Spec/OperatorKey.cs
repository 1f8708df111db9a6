using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Core.Spec;

/// <summary>A public key for operators' logins: ed25519, in a file, an agent or a hardware key.</summary>
/// <param name="Type"><c>ssh-ed25519</c> or <c>sk-ssh-ed25519@openssh.com</c>.</param>
/// <param name="Body">The key in base64, in its only canonical spelling.</param>
public sealed partial record OperatorKey(string Type, string Body)
{
    /// <summary>sshd would accept more, but options and certificate authorities would let others set rules on a node.</summary>
    private const string Plain = "ssh-ed25519";
    private const string Hardware = "sk-ssh-ed25519@openssh.com";
    private const int MostApplication = 256;

    /// <summary>Whether it is in a hardware key, which requires a touch for every signature.</summary>
    public bool IsHardware => Type == Hardware;

    /// <summary>A line of an authorized_keys file, without line break, options or the (unverified) comment.</summary>
    public string Line => $"{Type} {Body}";

    /// <summary>Reads a line of a <c>.pub</c> file; a trailing comment is dropped.</summary>
    /// <param name="problem">Why it is not valid, as the end of a sentence; never repeats the input.</param>
    /// <returns>Null if it is not valid.</returns>
    public static OperatorKey? Parse(string text, out string problem)
    {
        problem = "is not a public key in OpenSSH format (`ssh-ed25519 AAAA…`)";
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            problem = "is a private key, which must not be here: treat it as compromised and create a new pair";
            return null;
        }

        var match = Written().Match(text.Trim(' ', '\t', '\n', '\r'));
        if (!match.Success)
        {
            problem =
                text.Trim().AsSpan().ContainsAny('\r', '\n') ? "is more than one line"
                : WithOptions().IsMatch(text) ? "has options before the key, which are not supported"
                : problem;
            return null;
        }

        var (type, body) = (match.Groups["type"].Value, match.Groups["body"].Value);
        if (type is not (Plain or Hardware))
        {
            problem = type.EndsWith("-cert-v01@openssh.com", StringComparison.Ordinal)
                ? "is a certificate; use the key itself"
                : "is not an ed25519 key (`ssh-ed25519` or `sk-ssh-ed25519@openssh.com`); nodes accept no other type";
            return null;
        }

        if (!IsKeyOf(type, body))
        {
            problem = "is truncated or damaged: it does not contain an ed25519 public key";
            return null;
        }

        problem = "";
        return new OperatorKey(type, body);
    }

    // RFC 4253 6.6 and RFC 8709 4: the type and 32 bytes, each after its length. A hardware key also names its application
    // (https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.u2f).
    private static bool IsKeyOf(string type, string body)
    {
        var bytes = new byte[body.Length];
        if (!Convert.TryFromBase64String(body, bytes, out var length) || Convert.ToBase64String(bytes, 0, length) != body)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = bytes.AsSpan(0, length);
        return Take(ref rest, out var name)
            && name.SequenceEqual(Encoding.ASCII.GetBytes(type))
            && Take(ref rest, out var key)
            && key.Length == 32
            && (type == Plain || (Take(ref rest, out var application) && application.Length is > 0 and <= MostApplication))
            && rest.IsEmpty;
    }

    private static bool Take(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (rest.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(rest) is var length && length > rest.Length - 4)
        {
            return false;
        }

        value = rest.Slice(4, (int)length);
        rest = rest[(4 + (int)length)..];
        return true;
    }

    [GeneratedRegex(@"^(?<type>[a-z0-9][a-z0-9@.-]*)[ \t]+(?<body>AAAA[A-Za-z0-9+/]*={0,2})(?:[ \t][^\r\n]*)?\z")]
    private static partial Regex Written();

    [GeneratedRegex(@"[ \t](?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+[ \t]+AAAA")]
    private static partial Regex WithOptions();
}
