using Infra.Core.Bundle;
using Infra.Core.Firewall;
using Infra.Core.Tests.Spec;
using Infra.Core.Tests.Reader;

namespace Infra.Core.Tests.Proof;

/// <summary>No name a user can write reaches a rule; what looks like an attack is refused when the stack file is read.</summary>
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

    [Theory]
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

    /// <summary>The positive control: names may be as long as they may, and no rule or set name grows over the kernel's limits.</summary>
    [Fact]
    public void Names_AsLongAsAllowed_AreInNoRule()
    {
        var name = "a" + new string('b', 19);
        var plan = StackText.Plan(StackText.With("      orders-db:", $"      {name}:"));
        var bundle = BundleCompiler.Compile(plan, $"{name}-1", []);

        var firewall = NodeFirewall.Read(bundle);
        NftText.Parse(LocalSdn.Emit(plan.Spec, plan.Topology, plan.Policy));

        Assert.All(firewall.Sets.Names, set => Assert.InRange(set.Length, 1, 31));
        Assert.All(bundle.Files.Where(file => file.Path.StartsWith("/etc/infra/firewall/", StringComparison.Ordinal)), file =>
            Assert.DoesNotContain(file.Content.Split('\n'), line => !line.StartsWith('#') && line.Contains(name, StringComparison.Ordinal)));
    }
}
