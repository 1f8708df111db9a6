using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Gcp;

/// <summary>
/// What the stack registers, written in the listing's words, is the listing: the text that is proven against the policy is
/// what Google Cloud is told.
/// </summary>
public class FirewallListingTests
{
    private const string Rule = "gcp:compute/firewall:Firewall";
    private const string Account = "gcp:serviceaccount/account:Account";

    [Theory]
    [InlineData("both")]
    [InlineData("explicit-egress")]
    [InlineData("large")]
    [InlineData("opensearch")]
    [InlineData("public")]
    [InlineData("single-node")]
    public async Task Resources_OfCase_AreTheListing(string name)
    {
        var listed = await SdnCase.OfAsync(name, "gcp", "europe-west1");

        Assert.NotEmpty(listed.Lines("vpc-firewall-rules"));
        Assert.Equal(
            listed.Lines("vpc-firewall-rules"),
            listed.Run.OfType(Rule).Select(rule => Line(rule, listed.Run)).Order(StringComparer.Ordinal));
    }

    private static string Line(Recorded rule, StackRun run)
    {
        var (verdict, protocols) = (rule["allows"], rule["denies"]) switch
        {
            (ImmutableArray<object> allows, null) => ("allow", allows),
            (null, ImmutableArray<object> denies) => ("deny", denies),
            var both => throw new InvalidOperationException($"{rule.Name}: {both}"),
        };
        var remote = (rule["sourceRanges"], rule["destinationRanges"], rule["sourceServiceAccounts"]) switch
        {
            (ImmutableArray<object> from, null, null) => $"source {string.Join(',', from)}",
            (null, ImmutableArray<object> to, null) => $"destination {string.Join(',', to)}",
            (null, null, ImmutableArray<object> accounts) => $"source account:{IdOf(Assert.Single(accounts), run)}",
            var ends => $"{ends}",
        };
        var target = IdOf(Assert.Single((ImmutableArray<object>)rule["targetServiceAccounts"]!), run);
        return $"{rule["direction"]} {rule["priority"]} {rule["name"]} {verdict} target {target} {remote} protocols {string.Join(';', protocols.Select(Protocol))}";
    }

    private static object IdOf(object email, StackRun run) =>
        run.OfType(Account).Single(account => $"{account.Name}@acme.iam.example" == (string)email)["accountId"]!;

    private static string Protocol(object entry)
    {
        var map = (ImmutableDictionary<string, object>)entry;
        return map.TryGetValue("ports", out var ports) ? $"{map["protocol"]}:{string.Join(',', (ImmutableArray<object>)ports)}" : (string)map["protocol"];
    }
}
