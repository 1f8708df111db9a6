using Infra.Sdk.Tests.Mocks;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.Sdk.Tests;

public class OutputTests
{
    private static readonly Output<string> Unknown = OutputUtilities.CreateUnknown("u");

    [Fact]
    public async Task Apply_Known_RunsAndChains()
    {
        var output = Output.Create(2).Apply(n => Output.Create(Task.FromResult(n * 2))).Apply(n => Task.FromResult($"{n}"));
        Assert.Equal("4", await OutputUtilities.GetValueAsync(output));
    }

    [Fact]
    public async Task Apply_Unknown_DoesNotRun()
    {
        var ran = false;
        var output = Unknown.Apply(_ => ran = true);
        Assert.False(await OutputUtilities.GetIsKnownAsync(output));
        Assert.False(ran);
    }

    [Fact]
    public async Task Apply_OfOrToASecret_IsSecret()
    {
        Assert.True(await Output.IsSecretAsync(Output.CreateSecret(1).Apply(n => n + 1)));
        Assert.True(await Output.IsSecretAsync(Output.Create(1).Apply(n => Output.CreateSecret(n))));
        Assert.False(await Output.IsSecretAsync(Output.Create(1).Apply(n => n + 1)));
    }

    [Fact]
    public async Task Unsecret_Secret_IsPlain()
    {
        var output = Output.Unsecret(Output.CreateSecret("s"));
        Assert.False(await Output.IsSecretAsync(output));
        Assert.Equal("s", await OutputUtilities.GetValueAsync(output));
    }

    [Fact]
    public async Task AllAndTuple_Mixed_AddUpFlags()
    {
        var all = Output.All(Output.Create("a"), Output.CreateSecret("b"));
        Assert.Equal<string>(["a", "b"], await OutputUtilities.GetValueAsync(all));
        Assert.True(await Output.IsSecretAsync(all));
        Assert.False(await OutputUtilities.GetIsKnownAsync(Output.Tuple(Output.Create(1), Unknown)));
        Assert.Equal((1, "x"), await OutputUtilities.GetValueAsync(Output.Tuple((Input<int>)1, (Input<string>)"x")));
    }

    [Fact]
    public async Task Format_Mixed_FillsInputsOutputsAndValues()
    {
        Input<int> port = 4501;
        var text = Output.Format($"{Output.Create("host")}:{port}/{"path"}{1.5}");
        Assert.Equal("host:4501/path1.5", await OutputUtilities.GetValueAsync(text));
        Assert.True(await Output.IsSecretAsync(Output.Format($"{Output.CreateSecret("s")}")));
    }

    [Fact]
    public async Task JsonSerialize_NestedOutputs_WritesTheirValuesAndKeepsFlags()
    {
        var json = Output.JsonSerialize(
            Output.Create(
                new
                {
                    name = Output.Create("n"),
                    list = (InputList<string>)new[] { "a", "b" },
                    secret = Output.CreateSecret(1),
                }
            )
        );
        Assert.Equal("""{"name":"n","list":["a","b"],"secret":1}""", await OutputUtilities.GetValueAsync(json));
        Assert.True(await Output.IsSecretAsync(json));
        Assert.False(await OutputUtilities.GetIsKnownAsync(Output.JsonSerialize(Output.Create(new { x = Unknown }))));
    }

    [Fact]
    public async Task WithDependency_AResource_IsADependencyOfWhatUsesIt()
    {
        Thing thing = null!;
        Output<string> output = null!;
        await Run.UpAsync(new RecordingMocks(), () =>
        {
            thing = new Thing("thing");
            output = OutputUtilities.WithDependency(Output.Create("x"), thing).Apply(x => x + x);
        });
        Assert.Contains(thing, await OutputUtilities.GetDependenciesAsync(output));
    }
}
