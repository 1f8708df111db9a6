namespace Infra.Core.Mesh;

/// <summary>The text form of a WireGuard public key: base64 of 32 bytes, 44 characters.</summary>
internal static class WireGuardKey
{
    /// <exception cref="ArgumentException">The text has any other form: it would become part of a configuration.</exception>
    internal static void Require(string key)
    {
        if (!IsValid(key))
        {
            throw new ArgumentException("A WireGuard key is 44 characters of base64.", nameof(key));
        }
    }

    internal static bool IsValid(string key)
    {
        Span<byte> bytes = stackalloc byte[33];
        return key.Length == 44
            && Convert.TryFromBase64String(key, bytes, out var written)
            && written == 32
            && Convert.ToBase64String(bytes[..32]) == key;
    }
}
