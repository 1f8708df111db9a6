using System.Globalization;
using Infra.Core.Clouds.Local;
using Infra.Core.Firewall;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec;
using Infra.Reachability.Nft;

namespace Infra.Core.Tests.Proof;

/// <summary>
/// No name a user can write reaches a rule; anything that looks like an attack is rejected when the stack file is read.
/// </summary>
public sealed class HostileNameTests
{
    [Theory]
    [InlineData("\"x -j ACCEPT\"")]
    [InlineData("\"x\\n-A INFRA-INPUT -j ACCEPT\"")]
    [InlineData("\"x'; reboot; '\"")]
    [InlineData("\"$(reboot)\"")]
    [InlineData("\"x\\0\"")]
    [InlineData("\"--comment\"")]
    [InlineData("\"x\\\"\"")]
    [InlineData("\"x } accept\"")]
    public void ServiceName_Hostile_IsRefused(string name) =>
        Assert.False(StackText.Compile(StackText.With("      orders-db:", $"      {name}:")).Succeeded);

    /// <summary>Keys at every level: each is a name, or one of a closed list.</summary>
    [Theory]
    [InlineData("    zones: 3", "    {0}: 3")]
    [InlineData("        mesh: wireguard", "        {0}: wireguard")]
    [InlineData("        mesh: wireguard", "        components: {{ {0}: {{ publicAccess: true }} }}")]
    [InlineData("volumes: { data: 1 }", "volumes: {{ data: 1, {0}: 1 }}")]
    public void Key_Hostile_IsRefusedAndShownWithoutItsLineEnds(string find, string replace)
    {
        foreach (var key in (string[])["\"a\\nb\"", "\"a\\n-A INFRA-INPUT -j ACCEPT\"", "\"a' b\"", "\"a\\\"b\"", "\"a\\u2028b\""])
        {
            var outcome = StackText.Compile(StackText.With(find, string.Format(CultureInfo.InvariantCulture, replace, key)));

            Assert.False(outcome.Succeeded, key);
            Assert.All(outcome.Diagnostics, found => Assert.DoesNotContain(found.ToString(), c => char.IsControl(c) || c == '\u2028'));
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("22")]
    [InlineData("65536")]
    [InlineData("12000-11000")]
    [InlineData("0x2ee0")]
    public void BasePort_Hostile_IsRefused(string port) =>
        Assert.False(StackText.Compile(StackText.With("    zones: 3", $"    zones: 3\n    basePort: {port}")).Succeeded);

    [Fact]
    public void BasePort_Good_Compiles() =>
        Assert.True(StackText.Compile(StackText.With("    zones: 3", "    zones: 3\n    basePort: 12000")).Succeeded);

    /// <summary>The maximum number, nested and overlapping, of both families: exactly their union, no more.</summary>
    [Fact]
    public void Sources_EightThousandOverlapping_AreTheirUnion()
    {
        var nested = Enumerable
            .Range(0, 7998)
            .Select(i => i % 2 == 0 ? $"10.{i / 512}.{i / 2 % 256}.0/24" : $"\"2001:db8:{i / 2:x}::/{48 + (i % 16)}\"");
        var text = StackText.With(
            "allowedSources: [10.7.0.0/16]",
            $"allowedSources: [{string.Join(", ", nested.Append("10.0.0.0/12").Append("\"2001:db8::/36\""))}]"
        );
        var plan = StackText.Plan(text);

        var set = Assert.Single(NodeFilter.Compile(plan, "orders-db-1").Sets, set =>
            set.Name.StartsWith("infra-from-", StringComparison.Ordinal)
        );

        Assert.Equal(["10.0.0.0/12", "2001:db8::/36"], set.Members.Select(member => $"{member}"));
    }

    [Theory]
    [InlineData("10.7.255.255-10.7.0.0")]
    [InlineData("::ffff:10.0.0.0/104")]
    [InlineData("::FFFF:0a07:0/112")]
    [InlineData("::ffff:10.7.0.0/112")]
    [InlineData("::ffff:0.0.0.0/96")]
    [InlineData("10.7.0.0/16 -j ACCEPT")]
    [InlineData("10.7.0.0/16\\n-A INFRA-INPUT -j ACCEPT")]
    [InlineData("10.7.0.1/16")]
    [InlineData("10.7/16")]
    [InlineData("010.7.0.0/16")]
    [InlineData("10.7.0.0/255.255.0.0")]
    [InlineData("10.7.0.0-10.7.255.255")]
    [InlineData("10.7.0.0/33")]
    [InlineData("10.7.0.0/-1")]
    [InlineData("fe80::%eth0/64")]
    [InlineData("any")]
    [InlineData("!10.0.0.0/8")]
    public void Source_Hostile_IsRefused(string source) =>
        Assert.False(StackText.Compile(StackText.With("allowedSources: [10.7.0.0/16]", $"allowedSources: [\"{source}\"]")).Succeeded);

    /// <summary>The positive control: with the longest possible names, no rule or set name exceeds the kernel's limits.</summary>
    [Fact]
    public void Names_AsLongAsAllowed_AreInNoRule()
    {
        var name = "a" + new string('b', 19);
        var plan = StackText.Plan(StackText.With("      orders-db:", $"      {name}:"));
        var bundle = Filled.InService(plan, $"{name}-1", []);

        var firewall = Filled.Firewall(bundle);
        NftText.Parse(LocalSdn.Emit(plan.Spec, plan.Topology, plan.Policy));

        Assert.All(firewall.Sets.Names, set => Assert.InRange(set.Length, 1, 31));
        var chains = NodeFilter.Compile(plan, $"{name}-1").Chains.Concat(new ServiceFilter(plan, name).FirstBoot.AfterService.Chains);
        Assert.All(chains, chain => Assert.InRange(chain.Name.Length, 1, 28));
        Assert.All(bundle.Files.Where(file => file.Path.StartsWith("/etc/infra/firewall/", StringComparison.Ordinal)), file =>
            Assert.DoesNotContain(file.Content.Split('\n'), line => !line.StartsWith('#') && line.Contains(name, StringComparison.Ordinal))
        );
    }
}
