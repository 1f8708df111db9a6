using System.Text.Json.Nodes;
using Infra.Cli.Planning;
using Infra.Engine.Results;

namespace Infra.Cli.Tests;

public sealed class PlanTextTests
{
    private const string Network = "urn:network";

    private static readonly PlanResult Mixed = Step.Plan(
        Step.Stack(StepAction.Same),
        Step.Of(Network, "acme", "infra:aws:ProjectNetwork", StepAction.Same, custom: false),
        Step.Of("urn:vpc", "acme", "aws:ec2/vpc:Vpc", StepAction.Same, Network),
        Step.Of(
            "urn:subnet",
            "acme-a",
            "aws:ec2/subnet:Subnet",
            StepAction.Replace,
            Network,
            true,
            Step.Change("cidrBlock", "10.0.0.0/24", "10.0.1.0/24", replaces: true)
        ),
        Step.Of("urn:rule", "pg [red]x[/]", "aws:vpc/rule:Rule", StepAction.Create, Network, true, Step.Change("port", null, 5432)),
        Step.Of(
            "urn:node",
            "node-1",
            "aws:ec2/instance:Instance",
            StepAction.Update,
            Step.Root,
            true,
            Step.Change("ami", "ami-1", null, unknown: true),
            Step.Change("password", "[secret]", "[secret]"),
            Step.Change("tags.owner", "me", null),
            Step.Change("tags.team", null, "db")
        ),
        Step.Of("urn:old", "old", "aws:ec2/eip:Eip", StepAction.Delete)
    );

    [Fact]
    public void Print_MixedPlan_ShowsChangesInTheirPlaces()
    {
        using var recorder = new Recorder();
        new PlanText(recorder.Screen, everything: false).Print(Mixed);
        Assert.Equal(
            """
               infra-test  pulumi:pulumi:Stack
               ├─ acme  infra:aws:ProjectNetwork
            +- │  ├─ acme-a  aws:ec2/subnet:Subnet  replace
               │  │     ~ cidrBlock: "10.0.0.0/24" -> "10.0.1.0/24"  (causes the replacement)
            +  │  └─ pg [red]x[/]  aws:vpc/rule:Rule
            ~  ├─ node-1  aws:ec2/instance:Instance  update
               │     ~ ami: "ami-1" -> <known after up>
               │     ~ password: "[secret]" -> "[secret]"
               │     - tags.owner: "me" -> unset
               │     + tags.team: "db"
            -  └─ old  aws:ec2/eip:Eip  delete

            1 to create, 1 to update, 1 to replace, 1 to delete, 1 unchanged.
            """,
            recorder.Text.TrimEnd()
        );
    }

    [Fact]
    public void Print_Everything_ShowsUnchangedOnesAndNewInputs()
    {
        using var recorder = new Recorder();
        new PlanText(recorder.Screen, everything: true).Print(Mixed);
        Assert.Contains(recorder.Lines, line => line.EndsWith("acme  aws:ec2/vpc:Vpc", StringComparison.Ordinal));
        Assert.Contains(recorder.Lines, line => line.EndsWith("port: 5432", StringComparison.Ordinal));
    }

    [Fact]
    public void Print_NothingChanges_SaysSo()
    {
        using var recorder = new Recorder();
        new PlanText(recorder.Screen, everything: false).Print(
            Step.Plan(Step.Stack(StepAction.Same), Step.Of("u", "a", "t:t:T", StepAction.Same))
        );
        Assert.Equal(["Nothing changes.", "", "1 unchanged."], recorder.Lines);
    }

    [Fact]
    public void Print_LongTextChanged_ShowsTheLinesThatDiffer()
    {
        using var recorder = new Recorder();
        var step = Step.Of(
            "u",
            "push",
            "command:remote:Command",
            StepAction.Update,
            Step.Root,
            true,
            Step.Change("stdin", "one\ntwo\nthree\nfour", "one\n2\nthree\nfour\nfive")
        );
        new PlanText(recorder.Screen, everything: false).Print(Step.Plan(Step.Stack(StepAction.Same), step));
        Assert.Equal(["~ stdin:", "    - two", "    + 2", "    + five"], recorder.Lines.Skip(2).Take(4).Select(line => line[9..]));
    }

    [Fact]
    public void Print_BundleChanged_NamesFileAndLineOnce()
    {
        static string Bundle(string rule) =>
            $$"""{"version":1,"node":"n","files":["""
            + new string(' ', 160)
            + "\n"
            + $$"""{"path":"/etc/rules","mode":"0644","content":"*filter\n{{rule}}\nCOMMIT\n"}"""
            + "\n]}\n";
        PlanStep Push(string name) =>
            Step.Of(
                $"urn:{name}",
                name,
                "command:remote:Command",
                StepAction.Update,
                Step.Root,
                true,
                Step.Change("stdin", Bundle("-A IN -j DROP"), Bundle("-A IN -j REJECT"))
            );
        using var recorder = new Recorder();
        new PlanText(recorder.Screen, everything: false).Print(Step.Plan(Step.Stack(StepAction.Same), Push("push"), Push("confirm")));
        Assert.Equal(
            ["~ stdin:", "- /etc/rules: -A IN -j DROP", "+ /etc/rules: -A IN -j REJECT", "~ stdin: as push stdin"],
            recorder
                .Lines.Select(line => line.TrimStart(' ', '│'))
                .Where(line => line.Length > 1 && !line.Contains("ommand", StringComparison.Ordinal) && "~-+".Contains(line[0]))
        );
    }

    [Fact]
    public void Print_LongValuesChanged_ShowsWhereTheyDiffer()
    {
        using var recorder = new Recorder();
        var (before, after) = (new string('a', 200) + "X" + new string('b', 200), new string('a', 200) + "YY" + new string('b', 200));
        var step = Step.Of("u", "vm", "t:t:T", StepAction.Update, Step.Root, true, Step.Change("create", before, after));
        new PlanText(recorder.Screen, everything: false).Print(Step.Plan(Step.Stack(StepAction.Same), step));
        var (left, right) = (new string('a', 24), new string('b', 24));
        Assert.EndsWith($"~ create: …{left}X{right}… -> …{left}YY{right}…", recorder.Lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Json_KeepsUnknownAndSecretApartFromUnset()
    {
        var json = JsonNode.Parse(PlanJson.Write(Mixed, TestRepository.Plan("aws", "eu-west-1"), [], []))!;
        var node = json["plan"]!["steps"]!.AsArray().Single(s => (string?)s!["name"] == "node-1")!;
        Assert.Equal("update", (string?)node["action"]);
        var changes = node["changes"]!.AsArray();
        Assert.True((bool)changes[0]!["afterUnknown"]!);
        Assert.Equal("[secret]", (string?)changes[1]!["after"]);
        Assert.False((bool)changes[2]!["afterUnknown"]!);
        Assert.Null(changes[2]!["after"]);
        Assert.Equal(1, (int)json["plan"]!["counts"]!["replace"]!);
    }
}
