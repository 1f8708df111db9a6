using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Stacks;

public class RemoteCommandTests
{
    public static TheoryData<string> Stacks => [.. ExampleStacks.Names.Concat(Variant.All.Select(variant => variant.Name))];

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task RemoteCommand_OnEveryCloud_SendsNoOutputOfTheLastRunAlong(string stack)
    {
        var run = await Variant.RunAsync(stack);

        // sshd accepts no such variable: the plugin warns about it at each update.
        var commands = run.OfType("command:remote:Command").ToArray();
        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Equal(false, command["addPreviousOutputInEnv"]));
    }
}
