using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Declarations;

/// <summary>Resources of the example with one error each, which the compiler must reject.</summary>
internal static class NegativeControls
{
    /// <summary>Name, where the compiler must report it, what it must report.</summary>
    internal static ImmutableArray<(string Name, string Place, string Says)> Expected { get; } =
    [
        ("unknown", "aws:ec2/vpc:Vpc acme: cidrBlok", "'\"cidrBlok\"' does not exist"),
        ("unknown-nested", "aws:ec2/instance:Instance orders-db-1: metadataOptions", "'\"httpToken\"' does not exist"),
        ("unknown-in-list", "aws:ec2/instance:Instance orders-db-1: ebsBlockDevices", "'\"volumesize\"' does not exist"),
        ("unknown-placeholder", "aws:ec2/vpc:Vpc acme: cidrBlok", "Property 'cidrBlok' does not exist"),
        ("missing", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule rule", "Property 'securityGroupId' is missing"),
        ("missing-nested", "command:remote:Command orders-db-1-identity: connection", "Property 'host' is missing"),
        ("wrong-type", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule rule: fromPort", "Type 'string' is not assignable"),
        ("wrong-type-nested", "aws:ec2/instance:Instance orders-db-1: rootBlockDevice", "Type 'string' is not assignable"),
        ("provider", "pulumi:providers:aws aws: defaultTags", "'\"tag\"' does not exist"),
        ("function", "aws:ec2/getAmi:getAmi: mostRecent", "Type 'string' is not assignable"),
        ("function-without", "azure:network/getSubnet:getSubnet", "arguments, but got 0"),
    ];

    /// <summary>The same by name, derived from a run of the example.</summary>
    internal static ImmutableSortedDictionary<string, Use> Of(StackRun run)
    {
        var instance = Use.Of(run.One("aws:ec2/instance:Instance", "orders-db-1"));
        var vpc = Use.Of(run.One("aws:ec2/vpc:Vpc", "acme"));
        var rule = Use.Of(run.OfType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").First()) with { Name = "rule" };
        var identity = Use.Of(run.One("command:remote:Command", "orders-db-1-identity"));
        var ami = Use.All(run).Single(use => use.Token == "aws:ec2/getAmi:getAmi");
        return new Dictionary<string, Use>
        {
            ["unknown"] = With(vpc, "cidrBlok", "10.0.0.0/16"),
            ["unknown-nested"] = With(instance, "metadataOptions", Map(("httpTokens", "required"), ("httpToken", "required"))),
            ["unknown-in-list"] = With(
                instance,
                "ebsBlockDevices",
                ImmutableArray.Create<object>(Map(("deviceName", "/dev/sdf"), ("volumesize", 1.0)))
            ),
            ["unknown-placeholder"] = vpc with { Unknown = ["cidrBlok"] },
            ["missing"] = rule with { Inputs = rule.Inputs.Remove("securityGroupId") },
            ["missing-nested"] = With(identity, "connection", Map(("user", "operator"))),
            ["wrong-type"] = With(rule, "fromPort", "80"),
            ["wrong-type-nested"] = With(instance, "rootBlockDevice", Map(("volumeSize", "10"))),
            ["provider"] = With(Use.Of(run.One("pulumi:providers:aws", "aws")), "defaultTags", """{"tag":{"project":"acme"}}"""),
            ["function"] = With(ami, "mostRecent", "yes"),
            ["function-without"] = Use.Of("azure:network/getSubnet:getSubnet", []),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static Use With(Use use, string input, object value) => use with { Inputs = use.Inputs.SetItem(input, value) };

    private static ImmutableDictionary<string, object> Map(params (string Key, object Value)[] pairs) =>
        pairs.ToImmutableDictionary(pair => pair.Key, pair => pair.Value);
}
