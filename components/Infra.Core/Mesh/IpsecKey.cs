namespace Infra.Core.Mesh;

/// <summary>The text form of a node's IPsec public key: base64 of its SubjectPublicKeyInfo, ECDSA on P-384; 160 characters.</summary>
public static class IpsecKey
{
    private const int Bytes = 120;

    // The algorithm and the curve (RFC 5480: id-ecPublicKey, secp384r1), then "uncompressed": what precedes the 96 bytes of the point.
    private static ReadOnlySpan<byte> Head =>
        [
            0x30,
            0x76,
            0x30,
            0x10,
            0x06,
            0x07,
            0x2A,
            0x86,
            0x48,
            0xCE,
            0x3D,
            0x02,
            0x01,
            0x06,
            0x05,
            0x2B,
            0x81,
            0x04,
            0x00,
            0x22,
            0x03,
            0x62,
            0x00,
            0x04,
        ];

    /// <summary>Whether it is such a key, and nothing else that could become part of a configuration.</summary>
    public static bool IsValid(string? key)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        return key is { Length: 160 }
            && Convert.TryFromBase64String(key, bytes, out var written)
            && written == Bytes
            && bytes.StartsWith(Head)
            && Convert.ToBase64String(bytes) == key;
    }

    /// <summary>The key as a PEM file.</summary>
    /// <exception cref="ArgumentException">It is no such key.</exception>
    internal static string Pem(string key) =>
        IsValid(key)
            ? $"-----BEGIN PUBLIC KEY-----\n{key[..64]}\n{key[64..128]}\n{key[128..]}\n-----END PUBLIC KEY-----\n"
            : throw new ArgumentException("An IPsec key is 160 characters of base64: ECDSA on P-384.", nameof(key));
}
