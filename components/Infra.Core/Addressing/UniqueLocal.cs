namespace Infra.Core.Addressing;

/// <summary>A project's own IPv6 networks (RFC 4193).</summary>
internal static class UniqueLocal
{
    /// <summary>
    /// The project's own IPv6 /48: fd and 40 bits derived from its name (RFC 4193 requires random ones; derived bits are the same in every
    /// run, and as unlikely to collide).
    /// </summary>
    internal static Cidr Of(string project)
    {
        UInt128 prefix = 0xfd;
        foreach (var octet in Stable.Sha256($"infra-ula\n{project}").AsSpan(0, 5))
        {
            prefix = (prefix << 8) | octet;
        }

        return new Cidr(new IpAddr(IpFamily.V6, prefix << 80), 48);
    }
}
