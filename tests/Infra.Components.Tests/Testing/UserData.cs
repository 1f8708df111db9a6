using System.IO.Compression;
using System.Text;

namespace Infra.Components.Tests.Testing;

/// <summary>What a VM gets at first boot.</summary>
internal static class UserData
{
    /// <summary>Its text, from gzip bytes.</summary>
    internal static string Unzip(byte[] bytes)
    {
        using var zip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var text = new StreamReader(zip, Encoding.UTF8);
        return text.ReadToEnd();
    }
}
