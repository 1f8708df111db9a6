using Infra.Sdk.Tests.Mocks;
using Pulumi;

namespace Infra.Sdk.Tests;

public class OptionsTests
{
    [Fact]
    public async Task Merge_CustomOptions_JoinsListsAndPrefersTheSecond()
    {
        Thing first = null!,
            second = null!;
        CustomResourceOptions merged = null!;
        await Run.UpAsync(new RecordingMocks(), () =>
        {
            (first, second) = (new Thing("first"), new Thing("second"));
            merged = CustomResourceOptions.Merge(
                new()
                {
                    DependsOn = { first },
                    IgnoreChanges = { "a" },
                    ReplaceOnChanges = { "c" },
                    Protect = true,
                    DeletedWith = first,
                    CustomTimeouts = new() { Create = TimeSpan.FromMinutes(5) },
                },
                new()
                {
                    DependsOn = { second },
                    IgnoreChanges = { "b" },
                    ReplaceWith = { second },
                    Protect = false,
                    RetainOnDelete = true,
                    DeleteBeforeReplace = true,
                    AdditionalSecretOutputs = { "text" },
                    Aliases = { new Alias { Name = "old" } },
                }
            );
        });

        Assert.Equal(["a", "b"], merged.IgnoreChanges);
        Assert.Equal(["c"], merged.ReplaceOnChanges);
        Assert.Equal([first, second], await ListAsync(merged.DependsOn));
        Assert.Equal([second], await ListAsync(merged.ReplaceWith));
        Assert.Equal((false, true, true), (merged.Protect, merged.RetainOnDelete, merged.DeleteBeforeReplace));
        Assert.Same(first, merged.DeletedWith);
        Assert.Equal(["text"], merged.AdditionalSecretOutputs);
        Assert.Equal(TimeSpan.FromMinutes(5), merged.CustomTimeouts!.Create);
        Assert.Single(merged.Aliases);
    }

    [Fact]
    public async Task Merge_ComponentOptions_KeepsTheLastProviderOfAPackage()
    {
        TestProvider one = null!,
            two = null!;
        ComponentResourceOptions merged = null!;
        await Run.UpAsync(new RecordingMocks(), () =>
        {
            (one, two) = (new TestProvider("one"), new TestProvider("two"));
            merged = ComponentResourceOptions.Merge(new() { Providers = { one } }, new() { Providers = { two } });
        });
        Assert.Same(two, Assert.Single(merged.Providers));
    }

    private static async Task<List<Resource>> ListAsync(InputList<Resource> resources)
    {
        var result = new List<Resource>();
        await foreach (var resource in resources)
            result.Add(await Pulumi.Utilities.OutputUtilities.GetValueAsync(resource.ToOutput()));
        return result;
    }
}
