using Infra.Core.Spec.Access;

namespace Infra.Core.Tests.Spec.Access;

/// <summary>
/// Hosts of endpoints: what is taken, and nothing that a shell, ssh or a configuration file would read as more than a host.
/// </summary>
public sealed class HostFormTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("10.42.0.4", "10.42.0.4")]
    [InlineData("::1", "::1")]
    [InlineData("2001:DB8:0:0:0:0:0:1", "2001:db8::1")]
    [InlineData("fd00::1", "fd00::1")]
    [InlineData("localhost", "localhost")]
    [InlineData("Tunnel.Example.COM", "tunnel.example.com")]
    [InlineData("a", "a")]
    [InlineData("10a.example", "10a.example")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    public void Host_Valid_IsTakenInItsOnlySpelling(string text, string host) => Assert.Equal(host, HostForm.Read(text, out _, out _));

    [Theory]
    [InlineData("127.0.0.1:22001", "'host: 127.0.0.1' and 'port: 22001'")]
    [InlineData("tunnel.example.com:22001", "'host: tunnel.example.com' and 'port: 22001'")]
    [InlineData("[::1]:22001", "'host: \"::1\"' and 'port: 22001'")]
    [InlineData("[::1]", "'host: \"::1\"'")]
    public void Host_WithMore_IsShownApart(string text, string remedy)
    {
        Assert.Null(HostForm.Read(text, out _, out var said));
        Assert.Contains(remedy, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-oProxyCommand=reboot")]
    [InlineData("ops@10.42.0.4")]
    [InlineData("ssh://10.42.0.4")]
    [InlineData("host name")]
    [InlineData("host\nProxyCommand reboot")]
    [InlineData("host\n")]
    [InlineData("$(reboot)")]
    [InlineData("`reboot`")]
    [InlineData("host;reboot")]
    [InlineData("host|x")]
    [InlineData("%h")]
    [InlineData("*")]
    [InlineData("!host")]
    [InlineData("host.")]
    [InlineData(".host")]
    [InlineData("a..b")]
    [InlineData("a-.b")]
    [InlineData("under_score")]
    [InlineData("bücher.example")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("127.0.0.300")]
    [InlineData("127.0.0.01")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("224.0.0.1")]
    [InlineData("::")]
    [InlineData("ff02::1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("/tmp/socket")]
    public void Host_NotAHost_IsRefused(string text)
    {
        Assert.Null(HostForm.Read(text, out var problem, out var remedy));
        Assert.NotEmpty(problem);
        Assert.NotEmpty(remedy);
    }

    [Fact]
    public void Host_TooLong_IsRefused()
    {
        var label = new string('a', 63);
        Assert.NotNull(HostForm.Read($"{label}.{label}.{label}.{label[..61]}", out _, out _));
        Assert.Null(HostForm.Read($"{label}.{label}.{label}.{label[..62]}", out _, out _));
        Assert.Null(HostForm.Read($"{label}a", out _, out _));
    }
}
