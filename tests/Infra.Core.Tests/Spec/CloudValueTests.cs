using Infra.Core.Clouds.Aws;
using Infra.Core.Clouds.Azure;
using Infra.Core.Diagnostics;

namespace Infra.Core.Tests.Spec;

/// <summary>
/// Values that otherwise only the cloud rejects, half-way through an update: rejected during planning, with the key's place.
/// </summary>
public sealed class CloudValueTests
{
    /// <summary>
    /// Cloud, part of the good text, its replacement (§ marks the finding), code, path, part of the text; no code: allowed.
    /// </summary>
    public static TheoryData<string, string, string, string?, string, string> Names { get; } =
        new()
        {
            // AWS: device names. 'log' and 'journal' collide, even if they are two of four.
            { "aws", "{ data: 1 }", "{ data: 1, journal: 1, §log: 1 }", "INF1201", "services.orders-db.volumes.log", "/dev/xvdc" },
            { "aws", "{ data: 1 }", "{ §log: 1, data: 1, journal: 1 }", "INF1201", "services.orders-db.volumes.log", "e.g. 'log2'" },
            {
                "aws",
                "{ data: 1 }",
                "{ data: 1, backup: 1, §commitlog: 1 }",
                "INF1201",
                "services.orders-db.volumes.commitlog",
                "'backup' and 'commitlog'"
            },
            { "aws", "{ data: 1 }", "{ data: 1, journal: 1, wal: 1 }", null, "", "" },
            { "azure", "{ data: 1 }", "{ data: 1, journal: 1, log: 1 }", null, "", "" },
            { "gcp", "{ data: 1 }", "{ data: 1, journal: 1, log: 1 }", null, "", "" },
            // Azure: reserved words. Some anywhere, one at the start, the rest as whole names.
            { "azure", "orders-db:", "§windows:", "INF1202", "services.windows", "contain 'windows'" },
            { "azure", "orders-db:", "§my-windows-db:", "INF1202", "services.my-windows-db", "contain 'windows'" },
            { "azure", "orders-db:", "§xmicrosoftx:", "INF1202", "services.xmicrosoftx", "contain 'microsoft'" },
            { "azure", "{ data: 1 }", "{ data: 1, §windows: 1 }", "INF1202", "services.orders-db.volumes.windows", "contain 'windows'" },
            { "azure", "name: demo", "name: §microsoft-x", "INF1202", "name", "contain 'microsoft'" },
            { "azure", "name: demo", "name: §login", "INF1202", "name", "begin with 'login'" },
            { "azure", "name: demo", "name: §loginportal", "INF1202", "name", "begin with 'login'" },
            { "azure", "name: demo", "name: §azure", "INF1202", "name", "reserves" },
            { "azure", "name: demo", "name: §office365", "INF1202", "name", "reserves" },
            { "azure", "name: demo", "name: my-login", null, "", "" },
            { "azure", "name: demo", "name: azure-data", null, "", "" },
            { "azure", "orders-db:", "login:", null, "", "" },
            { "azure", "orders-db:", "azure:", null, "", "" },
            { "azure", "orders-db:", "sg-metrics:", null, "", "" },
            { "aws", "name: demo", "name: windows", null, "", "" },
            { "gcp", "name: demo", "name: login", null, "", "" },
            { "gcp", "orders-db:", "sg-metrics:", null, "", "" },
            // AWS: groups named sg-… get another name, so the service may have it.
            { "aws", "orders-db:", "sg-metrics:", null, "", "" },
            { "aws", "name: demo", "name: sg-demo", null, "", "" },
        };

    [Theory]
    [MemberData(nameof(Names))]
    public void Compile_ValueOnlyTheCloudEnforces_IsFoundAtItsKey(
        string cloud,
        string part,
        string instead,
        string? code,
        string path,
        string says
    )
    {
        var region = cloud switch
        {
            "aws" => "eu-west-1",
            "azure" => "westeurope",
            _ => "europe-west1",
        };
        var text = StackText.Replace(StackText.On(cloud, region), part, instead);
        if (code is null)
        {
            StackText.Plan(text);
            return;
        }

        var (unmarked, line, column) = StackText.Unmark(text);
        var found = Assert.Single(StackText.Compile(unmarked).Diagnostics, found => found.Severity == Severity.Error);
        Assert.Equal((code, path, line, column), (found.Code, found.Where.Path, found.Where.Line, found.Where.Column));
        Assert.Contains(says, $"{found.Message} {found.Remedy}", StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_ClashingVolumes_TheRemedyWorksWhenFollowed()
    {
        // All names of one length that collide with 'data': whichever is used, the name suggested in the message is free.
        var clashing = Enumerable
            .Range(0, 2000)
            .Select(number => $"volume-number-{number % 100:00}{(char)('a' + (number / 100))}"[..16])
            .Where(name => EbsVolumes.DeviceName(name) == EbsVolumes.DeviceName("data"))
            .Distinct()
            .Take(5)
            .ToList();
        Assert.NotEmpty(clashing);

        foreach (var name in clashing)
        {
            var text = StackText.Replace(StackText.On("aws", "eu-west-1"), "{ data: 1 }", $"{{ data: 1, {name}: 1 }}");
            var remedy = Assert.Single(StackText.Compile(text).Diagnostics, found => found.Code == "INF1201").Remedy;
            StackText.Plan(StackText.Replace(text, $"{name}: 1", $"{remedy.Split('\'')[1]}: 1"));
        }
    }

    [Theory]
    [InlineData("orders-db", "orders-db")]
    [InlineData("sg", "group.sg")]
    [InlineData("sga-metrics", "sga-metrics")]
    [InlineData("sg-metrics", "group.sg-metrics")]
    public void SecurityGroup_OfAService_IsNeverCalledAsAwsRefuses(string service, string expected)
    {
        var plan = StackText.Plan(StackText.Replace(StackText.On("aws", "eu-west-1"), "orders-db:", $"{service}:"));

        var groups = SecurityGroupCompiler.Compile(plan, service);

        Assert.Equal(
            [expected, service == "sg" ? "sg.all.internet" : $"{expected}.all.internet"],
            groups.Select(group => group.ResourceName)
        );
    }

    [Fact]
    public void RuleDescription_OfManyDestinations_IsCutWholeNamesAtATime()
    {
        var names = Enumerable.Range(10, 30).Select(number => $"a-destination-no-{number}").ToList();
        Assert.Equal(string.Join(", ", names[..12]), RuleDescription.Of(names[..12]));

        var cut = RuleDescription.Of(names);

        Assert.InRange(cut.Length, 200, 255);
        Assert.Equal($"{string.Join(", ", names[..11])} and 19 more", cut);
    }

    [Theory]
    [InlineData("a", "a-net")]
    [InlineData("ab", "ab")]
    [InlineData("acme", "acme")]
    public void VirtualNetwork_OfAProject_HasTwoCharactersAtLeast(string project, string expected) =>
        Assert.Equal(expected, AzureNames.VirtualNetwork(project));

    [Fact]
    public void Codes_OfNamesAndVolumes_HaveARowEach() =>
        Assert.Empty(AllCodes.From("INF1201", "INF1202").Except(Names.Select(row => (string?)((object?[])row)[3])));
}
