using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Infra.Cli.Stacks;
using Infra.Core.Handover;

namespace Infra.Cli.Handover;

/// <summary>
/// Signatures by SSH keys, which both sides have and know how to keep: <c>ssh-keygen -Y</c>. A key in an agent or on a token signs too.
/// docs/decisions/2026-11-29-handover.md.
/// </summary>
internal static partial class SshSignatures
{
    private const string Somebody = "signer";

    /// <param name="purpose">Signatures of one purpose are none for another.</param>
    /// <exception cref="StackErrorsException">The key cannot sign.</exception>
    internal static HandoverSignature Sign(string keyFile, string purpose, string text)
    {
        var folder = Directory.CreateTempSubdirectory("infra-handover-");
        try
        {
            var file = Path.Combine(folder.FullName, "text");
            File.WriteAllText(file, text);
            var (exit, errors) = Run(["-Y", "sign", "-q", "-n", purpose, "-f", keyFile, file], input: null, keyFile);
            if (exit != 0)
            {
                throw Refused(HandoverFindings.KeyUnusable(keyFile, FirstLine(errors)));
            }

            var lines = File.ReadAllLines($"{file}.sig").Where(line => line.Length > 0).ToImmutableArray();
            return new HandoverSignature(KeyIn(lines), lines);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Demands that a file was signed by a key, with this content.</summary>
    /// <param name="signerFile">The signer's public key.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="StackErrorsException">It was not.</exception>
    internal static void Demand(string signerFile, string purpose, string file, string text, HandoverSignature signature)
    {
        var signer = ReadPublicKey(signerFile);
        var signed = KeyIn(signature.Lines);
        if (signed != signer || signature.Key != signer)
        {
            throw Refused(HandoverFindings.OtherSigner(file, Fingerprint(signed), $"{signerFile}, {Fingerprint(signer)}"));
        }

        var folder = Directory.CreateTempSubdirectory("infra-handover-");
        try
        {
            var (allowed, armour) = (Path.Combine(folder.FullName, "allowed"), Path.Combine(folder.FullName, "signature"));
            File.WriteAllText(allowed, $"{Somebody} namespaces=\"{purpose}\" {signer}\n");
            File.WriteAllLines(armour, signature.Lines);
            var (exit, errors) = Run(["-Y", "verify", "-q", "-f", allowed, "-I", Somebody, "-n", purpose, "-s", armour], text, signerFile);
            if (exit != 0)
            {
                throw Refused(HandoverFindings.Changed(file, FirstLine(errors)));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>As <c>ssh-keygen -l</c> shows it.</summary>
    internal static string Fingerprint(string publicKey) =>
        publicKey.Split(' ') is [_, var blob]
            ? $"SHA256:{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Convert.FromBase64String(blob))).TrimEnd('=')}"
            : "unknown";

    /// <summary>The kind and the base64 of a key, without its comment.</summary>
    internal static string ReadPublicKey(string file)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(HandoverFindings.KeyUnusable(file, e.Message));
        }

        var match = PublicKey().Match(text);
        return match.Success
            ? $"{match.Groups["kind"].Value} {match.Groups["blob"].Value}"
            : throw Refused(HandoverFindings.KeyUnusable(file, "it is not one line of a public key"));
    }

    /// <summary>
    /// The key that a signature says it is of: a string, after the six magic letters and the version
    /// (https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig).
    /// </summary>
    private static string KeyIn(ImmutableArray<string> lines)
    {
        const int Header = 10;
        var bytes = new byte[1 << 16];
        var body = string.Concat(lines.Where(line => !line.StartsWith("-----", StringComparison.Ordinal)));
        if (
            !Convert.TryFromBase64String(body, bytes, out var length)
            || length < Header + 8
            || Take(bytes.AsSpan(Header, length - Header)) is not { } blob
            || Take(blob) is not { } kind
        )
        {
            return "";
        }

        return $"{System.Text.Encoding.ASCII.GetString(kind)} {Convert.ToBase64String(blob)}";
    }

    private static byte[]? Take(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4)
        {
            return null;
        }

        var size = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return size <= bytes.Length - 4 ? bytes.Slice(4, (int)size).ToArray() : null;
    }

    private static (int Exit, string Errors) Run(string[] arguments, string? input, string keyFile)
    {
        try
        {
            // Without an input of ours the terminal stays: a passphrase is asked for there.
            using var process = Process.Start(
                new ProcessStartInfo("ssh-keygen", arguments)
                {
                    RedirectStandardInput = input is not null,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (input is not null)
            {
                process.StandardInput.Write(input);
                process.StandardInput.Close();
            }

            process.WaitForExit();
            return (process.ExitCode, $"{errors.Result}{output.Result}");
        }
        catch (Win32Exception)
        {
            throw Refused(HandoverFindings.KeyUnusable(keyFile, "ssh-keygen is not installed"));
        }
    }

    internal static StackErrorsException Refused(Infra.Core.Diagnostics.Diagnostic found) => new([found]);

    private static string FirstLine(string text) =>
        text.ReplaceLineEndings("\n").Split('\n').FirstOrDefault(line => line.Trim().Length > 0) ?? "no reason given";

    [GeneratedRegex(@"\A(?<kind>[a-z0-9@.-]{1,64}) (?<blob>[A-Za-z0-9+/]{16,8192}={0,2})( [^\n]*)?\n?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex PublicKey();
}
