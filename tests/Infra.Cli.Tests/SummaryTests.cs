using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Cli.Planning;
using Infra.Cli.Stacks;
using Infra.Core;
using Infra.Core.Capacity;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Deployments;
using Infra.Projects;

namespace Infra.Cli.Tests;

/// <summary>The five lines a plan begins with, and the monthly cost.</summary>
public sealed partial class SummaryTests
{
    private static readonly string Root = Workspace.Find().Root;
    private static readonly string CostsPage = File.ReadAllText(Path.Combine(Root, "docs", "costs.md"));

    [Fact]
    public void Summary_OfTheAwsExample_IsWhatPeopleAskFirst() =>
        Assert.Equal(
            [
                ("Nodes", "3: orders-db (postgresql) 3 m6i.large (2 vCPU, 8 GiB); in eu-west-1a, eu-west-1b, eu-west-1c"),
                ("Disks", "348 GiB: 3 x 16 GiB root, 3 x 100 GiB data; volumes are encrypted, and empty after a reboot"),
                ("Addresses", "private ones in 10.42.0.0/20; each node has a public one"),
                ("Gets in", "203.0.113.0/24 to orders-db on 21900-21902/tcp; operators from 198.51.100.0/28 on 22,30287/tcp"),
                (
                    "Costs",
                    "roughly 276 USD a month (machines 234, disks 31, NAT 0, addresses 11), list price of eu-west-1 "
                        + "in November 2026, without traffic; docs/costs.md"
                ),
            ],
            SummaryText.Lines(Plan("aws-example"))
        );

    [Fact]
    public void Summary_OfALabWithoutServices_SaysNobodyAndNothing()
    {
        var text = TestRepository.Stack("local", "local");
        var lines = SummaryText.Lines(Compiled(text[..text.IndexOf("services:", StringComparison.Ordinal)] + "services: {}\n"));
        Assert.Equal(
            [
                "none: there are no services yet",
                "none",
                "private ones in 10.42.0.0/20; no node has a public one",
                "nobody",
                "nothing: VMs of this machine",
            ],
            lines.Select(line => line.Text)
        );
    }

    [Theory]
    [InlineData("0.0.0.0/0", "everyone on the IPv4 internet to orders-db on 21900-21902/tcp")]
    [InlineData("0.0.0.0/1, 128.0.0.0/1", "everyone on the IPv4 internet to orders-db")]
    [InlineData("64.0.0.0/2", "28.4 % of the IPv4 internet to orders-db")]
    [InlineData("20.0.0.0/24, 20.0.2.0/24, 20.0.4.0/24, 20.0.6.0/24, 20.0.8.0/24, 20.0.10.0/24", "20.0.6.0/24 and 2 more to orders-db")]
    [InlineData("", "no client; operators from 20.51.100.0/28")]
    public void Summary_OfWhoGetsIn_NamesHowManyThatAre(string sources, string says) =>
        Assert.Contains(
            says,
            SummaryText
                .Lines(Compiled(TestRepository.Stack("aws", "eu-west-1").Replace("10.7.0.0/16", sources, StringComparison.Ordinal)))[3]
                .Text,
            StringComparison.Ordinal
        );

    /// <summary>The documentation and the plan show the same figures.</summary>
    [Theory]
    [InlineData("aws-example")]
    [InlineData("azure-example")]
    [InlineData("gcp-example")]
    [InlineData("aws-peering-example")]
    public void Cost_OfAnExample_IsThePagesOwn(string stack)
    {
        var row = CostsPage.Split('\n').Single(line => line.StartsWith($"| `{stack}`", StringComparison.Ordinal));
        var said = double.Parse(InBold().Match(row).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(MonthlyCost.Of(Plan(stack))!.Total, said - 1, said + 1);
    }

    [Fact]
    public void Prices_OfBuildingBlocks_AreThePagesOwn()
    {
        foreach (var (column, cloud) in new[] { (1, CloudKind.Aws), (2, CloudKind.Azure), (3, CloudKind.Gcp) })
        {
            var prices = ListPrices.Of(cloud)!;
            Assert.Equal(Last(Cell("machine of a `*-8` plan: 2 vCPU, 8 GiB", column)), prices.MachineOf8GiB);
            Assert.Equal(Last(Cell("machine of a `*-4` plan: 2 vCPU, 4 GiB", column)), prices.MachineOf4GiB);
            Assert.Equal(Last(Cell("machine of a bastion: 2 vCPU, 1 GiB", column)), prices.BastionMachine);
            Assert.Equal(2 * prices.MachineOf8GiB, prices.Machine(new MachineSize("m", 4, 16384, 16)));
            Assert.Equal(Last(Cell("root volume", column)), prices.Disk(cloud == CloudKind.Azure ? 32 : 16), 0.05);
            Assert.Equal(Last(Cell("data volume of 100 GiB", column)), prices.Disk(100), 0.05);
            Assert.Equal(Last(Cell("public address of a node or bastion", column)), prices.PublicAddress);
            Assert.Equal(Last(Cell("… its address", column)), prices.NatAddress);
        }

        var sizes = CostsPage.Split('\n').Single(line => line.StartsWith("| GiB |", StringComparison.Ordinal)).Split('|')[2..^1];
        var billed = CostsPage.Split('\n').Single(line => line.StartsWith("| a month | 0.70", StringComparison.Ordinal)).Split('|')[2..^1];
        Assert.Equal(
            sizes.Zip(billed, (size, price) =>
                (int.Parse(size, CultureInfo.InvariantCulture), double.Parse(price, CultureInfo.InvariantCulture))
            ),
            ListPrices.Of(CloudKind.Azure)!.Disks.Select(disk => (disk.Key, disk.Value))
        );
        Assert.Equal(43, ListPrices.Of(CloudKind.Azure)!.Disk(129));
    }

    [Fact]
    public async Task Plan_OfAnUntouchedStack_WarnsOfNothingButTheOperatorsKeyWithPlaceAndRemedy()
    {
        using var here = new TestRepository();
        var (code, output, errors) = await here.RunAsync("plan", "--stack", "aws");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(
            [
                "stacks/Pulumi.aws.yaml:2:3: infra:operatorPublicKey: warning INF1436: infra:operatorPublicKey is not "
                    + "set; the plan shows a placeholder that nobody can log in with.",
                "    pulumi config set infra:operatorPublicKey \"$(cat ~/.ssh/id_ed25519.pub)\" -s aws",
            ],
            errors.TrimEnd('\n').Split('\n')
        );
        Assert.Matches(@"\A.*\nThere is no state here, .*\n\nNodes      3: ", output);

        var (_, json, _) = await here.RunAsync("plan", "--stack", "aws", "--json");
        Assert.Equal("INF1436", (string?)JsonNode.Parse(json)!["diagnostics"]![0]!["code"]);
        Assert.Equal(
            (true, true),
            ((int?)JsonNode.Parse(json)!["monthlyUsd"] > 100, JsonNode.Parse(json)!["summary"]!["Gets in"] is not null)
        );
    }

    private static ProjectPlan Compiled(string text) =>
        DeploymentCompiler.Compile(new StackSource(text, "stack"), new LockSource(null, "lock", LockMode.Extend)).Value!.Project;

    private static ProjectPlan Plan(string stack) => StackLoader.Load(new StackFiles(Root), stack, LockMode.Extend).Value!.Project;

    private static string Cell(string what, int column) =>
        CostsPage
            .Split('\n')
            .Single(line =>
                line.StartsWith($"| {what} |", StringComparison.Ordinal) || line.StartsWith($"| {what},", StringComparison.Ordinal)
            )
            .Split('|')[column + 1];

    private static double Last(string cell) => double.Parse(cell.Trim().Split(' ')[^1], CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\*\*(\d+)\*\*")]
    private static partial Regex InBold();
}
