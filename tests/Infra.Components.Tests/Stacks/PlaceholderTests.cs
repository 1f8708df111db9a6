using Infra.Components.Tests.Testing;
using Infra.Engine.Program;

namespace Infra.Components.Tests.Stacks;

/// <summary>A plan has no cloud to ask: it needs a placeholder result for each function a stack calls.</summary>
public class PlaceholderTests
{
    public static TheoryData<string> Examples => [.. ExampleStacks.Names];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Functions_OfAStack_AreAnsweredInPlans(string stack) =>
        Assert.DoesNotContain(await CloudFunctionsAsync(stack), token => !InvokePlaceholders.BuiltIn.ContainsKey(token));

    [Theory]
    [InlineData("aws-private", "aws:ec2/getAmi:getAmi")]
    [InlineData("gcp-private", "gcp:compute/getImage:getImage")]
    public async Task Functions_ThatAreCalled_AreSeen(string stack, string token) =>
        Assert.Contains(token, await CloudFunctionsAsync(stack));

    private static async Task<IEnumerable<string>> CloudFunctionsAsync(string stack) =>
        (await ExampleStacks.RunAsync(stack)).Mocks.CloudCalls.Select(call => call.Token);
}
