using System.Collections.Immutable;
using Infra.Components.Tests.Testing;
using Infra.Components.Tests.Upgrades;

namespace Infra.Components.Tests.Stacks;

/// <summary>The operators' own tags: on everything that takes tags, and never a reason to replace anything.</summary>
public class TagsTests
{
    private const string Line = "    tags: { cost-center: \"4711\" }\n";

    [Fact]
    public async Task AwsTags_AreTheProvidersAndSoOnEveryResource()
    {
        var run = await StackRun.OfAsync(Tagged("aws-private"));

        Assert.Contains("\"cost-center\": \"4711\"", Json(run.One("pulumi:providers:aws", "aws")["defaultTags"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azure", "azure:", "tags")]
    [InlineData("gcp", "gcp:compute/", "labels")]
    public async Task Tags_AreOnEveryResourceThatTakesOurs(string cloud, string types, string input)
    {
        var run = await StackRun.OfAsync(Tagged($"{cloud}-private"), ExampleStacks.LockText($"{cloud}-private"), stack: $"{cloud}-private");

        var marked = run
            .Resources.Values.Where(resource =>
                resource.Type.StartsWith(types, StringComparison.Ordinal) && resource.Inputs.ContainsKey(input)
            )
            .ToArray();
        Assert.NotEmpty(marked);
        Assert.All(marked, resource => Assert.Equal("4711", resource.Map(input)["cost-center"]));
        Assert.All(marked, resource => Assert.Equal("acme", resource.Map(input)["project"]));
    }

    [Fact]
    public async Task GoogleTags_AreOnBootDisksToo()
    {
        var run = await StackRun.OfAsync(Tagged("gcp-private"), ExampleStacks.LockText("gcp-private"), stack: "gcp-private");

        Assert.Contains("4711", run.OfType("gcp:compute/instance:Instance").Select(instance => Labels(instance)["cost-center"]));
        Assert.Contains("4711", Json(run.One("pulumi:providers:gcp", "gcp")["defaultLabels"]), StringComparison.Ordinal);

        static ImmutableDictionary<string, object> Labels(Recorded instance) =>
            (ImmutableDictionary<string, object>)
                ((ImmutableDictionary<string, object>)instance.Map("bootDisk")["initializeParams"])["labels"];
    }

    [Theory]
    [InlineData("aws-private")]
    [InlineData("azure-private")]
    [InlineData("gcp-private")]
    public async Task Tags_AddedChangedOrRemoved_ReplaceNothing(string stack)
    {
        var before = await ExampleStacks.RunAsync(stack);
        var with = await StackRun.OfAsync(Tagged(stack), before.LockText);

        Assert.Empty(Footprint.Of(before).ReplacedBy(Footprint.Of(with)));
        Assert.Empty(Footprint.Of(with).ReplacedBy(Footprint.Of(before)));
        Assert.Equal(before.Resources.Keys, with.Resources.Keys);
    }

    private static string Tagged(string stack) =>
        ExampleStacks.Text(stack).Replace("    zones: 3\n", $"    zones: 3\n{Line}", StringComparison.Ordinal);

    private static string Json(object? value) => value as string ?? throw new ArgumentException($"{value} is no JSON text.", nameof(value));
}
