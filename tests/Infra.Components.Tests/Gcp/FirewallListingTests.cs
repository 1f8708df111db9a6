using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Gcp;

public sealed class FirewallListingTests : FirewallListing
{
    private const string Rule = "gcp:compute/firewall:Firewall";
    private const string Account = "gcp:serviceaccount/account:Account";

    private protected override string Cloud => "gcp";

    private protected override string Region => "europe-west1";

    private protected override IEnumerable<(string File, IEnumerable<string> Lines)> Registered(StackRun run) =>
        [("vpc-firewall-rules", run.OfType(Rule).Select(rule => Line(rule, run)))];

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
        return $"{rule["direction"]} {rule["priority"]} {rule["name"]} {verdict} target {target} {remote} protocols "
            + $"{string.Join(';', protocols.Select(Protocol))}";
    }

    private static object IdOf(object email, StackRun run) =>
        run.OfType(Account).Single(account => $"{account.Name}@acme.iam.example" == (string)email)["accountId"]!;

    private static string Protocol(object entry)
    {
        var map = (ImmutableDictionary<string, object>)entry;
        return map.TryGetValue("ports", out var ports)
            ? $"{map["protocol"]}:{string.Join(',', (ImmutableArray<object>)ports)}"
            : (string)map["protocol"];
    }
}
