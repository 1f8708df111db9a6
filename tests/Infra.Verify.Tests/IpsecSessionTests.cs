using Infra.Verify.Checks;

namespace Infra.Verify.Tests;

public sealed class IpsecSessionTests
{
    // As strongSwan 5.9.8 prints it, in the middle of a rekeying.
    private const string List = """
        orders-db-3: #4, CONNECTING, IKEv2, d33be3adff017671_i* 0000000000000000_r
          local  '%any' @ 10.79.0.4[500]
        orders-db-2: #3, ESTABLISHED, IKEv2, 808907ae349995ce_i* 2bac45cc82968466_r
          local  'orders-db-1' @ 10.79.0.4[4500]
          remote 'orders-db-2' @ 10.79.2.4[4500]
          AES_GCM_16-256/PRF_HMAC_SHA2_384/ECP_384
          established 3s ago, rekeying in 13835s
          mesh: #6, reqid 1, DELETED, TRANSPORT-in-UDP, ESP:AES_GCM_16-256
            installed 7s ago, rekeying in 3343s, expires in 3953s
            in  cb327e43,     60 bytes,     1 packets
            out c78d776d,     80 bytes,     1 packets,     0s ago
            local  10.79.0.4/32[ipv6]
            remote 10.79.2.4/32[ipv6]
          mesh: #7, reqid 1, INSTALLED, TRANSPORT-in-UDP, ESP:AES_GCM_16-256/ECP_384
            installed 3s ago, rekeying in 3340s, expires in 3958s
            in  c83f3ded,    600 bytes,    10 packets,     0s ago
            out c03e0618,    800 bytes,    10 packets,     0s ago
            local  10.79.0.4/32[ipv6]
            remote 10.79.2.4/32[ipv6]

        """;

    [Fact]
    public void Find_APeerWithASession_ReadsItsSuitesNewestKeysAndAllBytes()
    {
        var session = IpsecSession.Find(List, "orders-db-2");
        Assert.Equal(
            new IpsecSession("AES_GCM_16-256/PRF_HMAC_SHA2_384/ECP_384", "TRANSPORT-in-UDP, ESP:AES_GCM_16-256/ECP_384", "7", 660, 880),
            session
        );
        Assert.True(session.IsAsPlanned);
    }

    [Theory]
    [InlineData("TRANSPORT-in-UDP, ESP:AES_GCM_16-256/ECP_384", "TUNNEL-in-UDP, ESP:AES_GCM_16-256/ECP_384")]
    [InlineData("TRANSPORT-in-UDP, ESP:AES_GCM_16-256/ECP_384", "TRANSPORT, ESP:AES_GCM_16-256/ECP_384")]
    [InlineData("ESP:AES_GCM_16-256/ECP_384", "ESP:AES_GCM_16-128/ECP_384")]
    [InlineData("ESP:AES_GCM_16-256/ECP_384", "ESP:AES_CBC-256/HMAC_SHA2_256_128/ECP_384")]
    [InlineData("PRF_HMAC_SHA2_384/ECP_384", "PRF_HMAC_SHA2_384/CURVE_25519")]
    [InlineData("INSTALLED", "REKEYED")]
    [InlineData("ESTABLISHED", "CONNECTING")]
    public void Find_AnythingElse_IsNotAsPlanned(string find, string replace) =>
        Assert.False(IpsecSession.Find(List.Replace(find, replace, StringComparison.Ordinal), "orders-db-2").IsAsPlanned);

    [Theory]
    [InlineData("orders-db-3")]
    [InlineData("orders-db")]
    [InlineData("db-2")]
    public void Find_APeerWithoutASession_HasNone(string peer) =>
        Assert.Equal(new IpsecSession("", "", "", 0, 0), IpsecSession.Find(List, peer));
}
