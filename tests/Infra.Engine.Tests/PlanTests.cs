using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.Results;
using Infra.Engine.Tests.Toys;
using Pulumi;
using Pulumi.Command.Local;

namespace Infra.Engine.Tests;

public sealed class PlanTests : IDisposable
{
    private readonly Toy toy = new();

    public void Dispose() => toy.Dispose();

    [Fact]
    public async Task Plan_NewStack_TellsUnknownFromUnset()
    {
        var plan = await toy.Plan(() =>
        {
            var first = new Command("first", new CommandArgs { Create = "echo 1" });
            _ = new Command("second", new CommandArgs { Create = "true", Stdin = first.Stdout });
        });

        var second = plan.Steps.Single(s => s.Name == "second");
        Assert.Equal("<unknown>", (string?)second.Inputs["stdin"]);
        Assert.False(second.Inputs.ContainsKey("dir"));
        Assert.True(second.Changes.Single(c => c.Path == "stdin").AfterUnknown);
        Assert.Empty(toy.Log);
        Assert.False(Directory.Exists(toy.State));
    }

    [Fact]
    public async Task Plan_UnchangedResource_ItsOutputsAreKnown()
    {
        void Declare(string value)
        {
            var first = Toy.Command("first", "1");
            Toy.Command("second", Output.Format($"{first.Stdout} {value}"));
        }

        await toy.Up(() => Declare("a"));
        var plan = await toy.Plan(() => Declare("b"));

        Assert.Equal(new PlanCounts(0, 1, 0, 0, 1), plan.Counts);
        Assert.Equal("made first 1 b", (string?)Assert.Single(plan.Steps.Single(s => s.Name == "second").Changes).After);
    }

    /// <summary>A component's registered outputs are not the stack's, even if it has the stack's name.</summary>
    [Fact]
    public async Task Plan_ComponentNamedAsTheStack_KeepsItsOutputs()
    {
        var plan = await toy.Plan(() => _ = new Grouping("toy-test", new Dictionary<string, object?> { ["grouped"] = "yes" }));

        Assert.Contains(plan.Steps, step => step.Name == "toy-test" && step.Type == "toy:index:Grouping");
        Assert.Equal(["result"], plan.Outputs.Select(output => output.Key));
    }

    private sealed class Grouping : ComponentResource
    {
        public Grouping(string name, Dictionary<string, object?> outputs)
            : base("toy:index:Grouping", name) => RegisterOutputs(outputs);
    }

    [Fact]
    public async Task Plan_IgnoredChange_IsNone()
    {
        CustomResourceOptions Options() => new() { IgnoreChanges = { "environment.VALUE" } };
        await toy.Up(() => Toy.Command("only", "1", options: Options()));
        var plan = await toy.Plan(() => Toy.Command("only", "2", options: Options()));

        Assert.False(plan.HasChanges);
        Assert.Contains("ignoreChanges: environment.VALUE", plan.Steps.Single(s => s.Name == "only").Options);
    }

    [Fact]
    public async Task Up_IgnoredChangeBesideAnother_KeepsTheOldValue()
    {
        CustomResourceOptions Options() => new() { IgnoreChanges = { "environment.VALUE" } };
        await toy.Up(() => Toy.Command("only", "1", options: Options()));
        await toy.Up(() => Toy.Command("only", "2", options: Options(), create: "another"));

        Assert.Equal(["create only 1", "update only 1"], toy.Log);
    }

    [Fact]
    public async Task Up_IgnoredChangeOfAReplacement_TakesTheNewValue()
    {
        CustomResourceOptions Options() => new() { IgnoreChanges = { "environment.VALUE" } };
        await toy.Up(() => Toy.Command("only", "1", triggers: new object[] { "a" }, Options()));
        var result = await toy.Up(() => Toy.Command("only", "2", triggers: new object[] { "b" }, Options()));

        Assert.Equal(["create only 1", "create only 2", "delete only 1"], toy.Log);
        Assert.Equal(["environment.VALUE", "triggers[0]"], result.Plan.Steps.Single(s => s.Name == "only").Changes.Select(c => c.Path));
    }

    [Fact]
    public async Task Plan_ReplaceOnChanges_Replaces()
    {
        CustomResourceOptions Options() => new() { ReplaceOnChanges = { "environment" } };
        await toy.Up(() => Toy.Command("only", "1", options: Options()));
        var plan = await toy.Plan(() => Toy.Command("only", "2", options: Options()));

        Assert.Equal(1, plan.Counts.Replace);
        Assert.True(Assert.Single(plan.Steps.Single(s => s.Name == "only").Changes).CausesReplace);
    }

    [Fact]
    public async Task Plan_ReplaceWith_ReplacesBoth()
    {
        void Declare(string trigger)
        {
            var first = Toy.Command("first", "1", triggers: new object[] { trigger });
            Toy.Command("second", "1", options: new CustomResourceOptions { ReplaceWith = { first } });
        }

        await toy.Up(() => Declare("a"));
        var plan = await toy.Plan(() => Declare("b"));

        Assert.Equal(2, plan.Counts.Replace);
    }

    [Fact]
    public async Task Plan_NestedComponents_HaveQualifiedUrnsAndATree()
    {
        var plan = await toy.Plan(() =>
        {
            var outer = new ComponentResource("toy:index:Outer", "outer");
            var inner = new ComponentResource("toy:index:Inner", "inner", new ComponentResourceOptions { Parent = outer });
            Toy.Command("leaf", "1", options: new CustomResourceOptions { Parent = inner });
        });

        Assert.Equal(
            "urn:pulumi:test::toy::toy:index:Outer$toy:index:Inner$command:local:Command::leaf",
            plan.Steps.Single(s => s.Name == "leaf").Urn
        );
        var root = plan.Tree();
        Assert.Equal(
            ["toy-test", "outer", "inner", "leaf"],
            new[] { root, root.Children[0], root.Children[0].Children[0], root.Children[0].Children[0].Children[0] }.Select(n =>
                n.Step!.Name
            )
        );
        Assert.Equal(new PlanCounts(1, 0, 0, 0, 0), plan.Counts);
    }

    [Fact]
    public async Task Plan_DuplicateName_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<EngineException>(() =>
            toy.Plan(() =>
            {
                Toy.Command("twin", "1");
                Toy.Command("twin", "2");
            })
        );

        Assert.Equal(EngineCodes.DuplicateUrn, refused.Code);
    }

    [Fact]
    public async Task Plan_SameNameUnderOtherParent_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<EngineException>(() =>
            toy.Plan(() =>
            {
                Toy.Command("twin", "1");
                Toy.Command("twin", "2", options: new CustomResourceOptions { Parent = new ComponentResource("toy:index:Group", "group") });
            })
        );

        Assert.Equal(EngineCodes.AmbiguousName, refused.Code);
    }

    [Fact]
    public async Task Up_CloudResource_IsRefusedBeforeAnythingRuns()
    {
        void Declare()
        {
            Toy.Command("local", "1");
            _ = new CustomResource("aws:ec2/vpc:Vpc", "vpc", ResourceArgs.Empty, (CustomResourceOptions?)null);
        }

        var plan = await toy.Plan(Declare);
        var refused = await Assert.ThrowsAsync<EngineException>(() => toy.Up(Declare));

        Assert.Equal(2, plan.Counts.Create);
        Assert.Equal(EngineCodes.NeedsPulumiUp, refused.Code);
        Assert.Contains("pulumi up -s test", refused.Message, StringComparison.Ordinal);
        Assert.Empty(toy.Log);
    }

    [Fact]
    public async Task Protect_DeleteReplaceAndDown_AreRefused()
    {
        CustomResourceOptions Options(bool protect) => new() { Protect = protect };
        void Declare(string trigger, bool protect) => Toy.Command("only", "1", triggers: new object[] { trigger }, Options(protect));
        await toy.Up(() => Declare("a", true));

        foreach (var attempt in new Func<Task>[] { () => toy.Up(() => { }), () => toy.Up(() => Declare("b", true)), () => toy.Down() })
            Assert.Equal(EngineCodes.Protected, (await Assert.ThrowsAsync<EngineException>(attempt)).Code);
        Assert.Equal(["create only 1"], toy.Log);

        await toy.Up(() => Declare("a", false));
        Assert.True((await toy.Down()).Succeeded);
    }

    [Fact]
    public async Task Plan_LocalRun_IsRunAndItsAnswerReachesTriggers()
    {
        // The pattern of a node's epoch: a probe checks what exists, and a change of its result replaces.
        void Declare()
        {
            var epoch = Run.Invoke(new RunInvokeArgs { Command = "cat epoch" });
            Toy.Command("node", "1", triggers: epoch.Apply(r => new object[] { r.Stdout }));
        }

        File.WriteAllText(Path.Combine(toy.Root, "epoch"), "1\n");
        await toy.Up(Declare);
        Assert.False((await toy.Plan(Declare)).HasChanges);
        File.WriteAllText(Path.Combine(toy.Root, "epoch"), "2\n");
        var result = await toy.Up(Declare);

        Assert.Equal(1, result.Counts.Replace);
        var change = Assert.Single(result.Plan.Steps.Single(s => s.Name == "node").Changes);
        Assert.Equal(("triggers[0]", "1", "2", true), (change.Path, (string?)change.Before, (string?)change.After, change.CausesReplace));
    }

    [Fact]
    public async Task Plan_CloudInvoke_IsAnsweredWithAPlaceholderAndAWarning()
    {
        var plan = await toy.Engine(() =>
                Deployment
                    .Instance.Invoke<ImmutableDictionary<string, object>>("aws:index/getCallerIdentity:getCallerIdentity", InvokeArgs.Empty)
                    .Apply(identity => (string)identity["accountId"])
            )
            .PlanAsync<ToyStack>();

        Assert.Equal("000000000000", (string?)plan.Outputs["result"]);
        Assert.Equal(EngineCodes.CloudInvoke, Assert.Single(plan.Warnings).Code);
    }

    [Fact]
    public async Task Plan_AsJson_HoldsStepsCountsAndWarnings()
    {
        var plan = await toy.Plan(() => Toy.Command("only", "1"));
        var json = JsonSerializer.SerializeToNode(plan)!;

        Assert.Equal(1, (int?)json["Counts"]!["Create"]);
        Assert.Equal("only", (string?)json["Steps"]![1]!["Name"]);
    }
}
