using System.Security.Cryptography;
using System.Text;

namespace Infra.Engine.State;

/// <summary>
/// Encrypts the secrets of one state file with AES-256-GCM under a random key kept in a separate file (0600), so that a state file can be
/// shown, copied or attached to a report without revealing them. The stack's name is authenticated with each secret: a ciphertext moved
/// to another stack's file cannot be decrypted.
/// </summary>
internal sealed class SecretBox(string keyFile, string stackName)
{
    private const string Version = "v1:";
    private const int KeyBytes = 32;
    private readonly byte[] context = Encoding.UTF8.GetBytes(stackName);
    private readonly Lock gate = new();
    private byte[]? key;

    /// <summary>Encrypts; creates the key on first use.</summary>
    public string Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var cipher = new byte[plain.Length];
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        using var aes = new AesGcm(Key(create: true), tag.Length);
        aes.Encrypt(nonce, plain, cipher, tag, context);
        return Version + Convert.ToBase64String([.. nonce, .. tag, .. cipher]);
    }

    /// <summary>Throws <see cref="EngineException"/> (ENG0404) if the key is missing or a different one.</summary>
    public string Open(string sealedText)
    {
        try
        {
            if (!sealedText.StartsWith(Version, StringComparison.Ordinal))
                throw new FormatException("unknown version");
            var bytes = Convert.FromBase64String(sealedText[Version.Length..]).AsSpan();
            var nonce = bytes[..AesGcm.NonceByteSizes.MaxSize];
            var tag = bytes.Slice(nonce.Length, AesGcm.TagByteSizes.MaxSize);
            var cipher = bytes[(nonce.Length + tag.Length)..];
            var plain = new byte[cipher.Length];
            using var aes = new AesGcm(Key(create: false), tag.Length);
            aes.Decrypt(nonce, cipher, tag, plain, context);
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            throw new EngineException([EngineFindings.WrongKey(stackName, keyFile, e.Message)], e);
        }
    }

    private byte[] Key(bool create)
    {
        lock (gate)
        {
            if (key is not null)
                return key;
            if (!File.Exists(keyFile))
            {
                if (!create)
                    throw new EngineException([EngineFindings.NoKey(stackName, keyFile)]);
                AtomicFile.Write(keyFile, Convert.ToHexString(RandomNumberGenerator.GetBytes(KeyBytes)) + "\n");
            }

            return key = Convert.FromHexString(File.ReadAllText(keyFile).Trim());
        }
    }
}
