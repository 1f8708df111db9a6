using System.Security.Cryptography;
using System.Text;

namespace Infra.Core;

/// <summary>Digests that are the same on every machine and in every run.</summary>
public static class Stable
{
    public static byte[] Sha256(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>64 lower-case hex digits.</summary>
    public static string Sha256Hex(string text) => Convert.ToHexStringLower(Sha256(text));
}
