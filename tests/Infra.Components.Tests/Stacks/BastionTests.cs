using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Components.Tests.Testing;
using Infra.Core;
using Infra.Core.Deployments;

namespace Infra.Components.Tests.Stacks;

/// <summary>Bastions on every cloud: created and confirmed before any node is dialled, at public addresses that stay.</summary>
public partial class BastionTests
{
    public static TheoryData<string, string> Clouds =>
        new()
        {
            { "aws-bastion", "aws:ec2/eip:Eip bastion-1" },
            { "azure-bastion", "azure:network/publicIp:PublicIp bastion-1" },
            { "gcp-bastion", "gcp:compute/address:Address bastion-1" },
        };

    public static TheoryData<string> Stacks => ["aws-bastion", "azure-bastion", "gcp-bastion", "bastion-local"];

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Stack_AllResources_AreAsCommitted(string stack) =>
        Golden.Check(
            // Not part of the shape: the test's own directory, the packed scripts, the hash of the image's recipe.
            stack == "bastion-local"
                ? Varying().Replace(ResourceListing.Write(await ExampleStacks.RunAsync(stack)), "\"(varies)\"")
                : ResourceListing.Write(await ExampleStacks.RunAsync(stack)),
            $"{stack}/resources.golden"
        );

    [GeneratedRegex("\"([^\"]*/infra-stack-[^\"]*|H4sI[A-Za-z0-9+/=]+|[0-9a-f]{64})\"")]
    private static partial Regex Varying();

    /// <summary>Every connection to a node goes through the first bastion, whose host key is known once it has confirmed.</summary>
    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Connections_ToNodes_GoThroughTheFirstBastionAlone(string stack)
    {
        var run = await ExampleStacks.RunAsync(stack);
        var remote = run.Resources.Values.Where(resource => resource.Type == "command:remote:Command").ToList();

        var (bastions, nodes) = (
            remote.Where(one => one.Name.StartsWith("bastion-", StringComparison.Ordinal)).ToList(),
            remote.Where(one => !one.Name.StartsWith("bastion-", StringComparison.Ordinal)).ToList()
        );
        Assert.Equal(6, bastions.Count);
        Assert.NotEmpty(nodes);
        Assert.All(bastions, one => Assert.False(one.Map("connection").ContainsKey("proxy"), one.Name));
        var keys = await OutputValue.OfAsync(run.Stack.HostKeys);
        var first = (await OutputValue.OfAsync(run.Stack.SshEndpoints))["bastion-1"].Split(':');
        Assert.All(nodes, one =>
        {
            var proxy = (ImmutableDictionary<string, object>)one.Map("connection")["proxy"];
            Assert.Equal((first[0], first[1], keys["bastion-1"]), ((string)proxy["host"], $"{proxy["port"]}", (string)proxy["hostKey"]));
            Assert.StartsWith("10.", (string)one.Map("connection")["host"], StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task PublicAddress_OfABastion_OutlivesItsVm(string stack, string address)
    {
        var before = await StackRun.OfExampleAsync(stack);
        var text = ExampleStacks.Text(stack);
        var replaced = ProjectCompiler.Compile(
            new StackSource(text, "Pulumi.test.yaml"),
            new LockSource(ExampleStacks.LockText(stack), "test.lock.yaml", LockMode.Extend)
            {
                Requests = new LockRequests { Replace = ["bastion-1"] },
            }
        );
        var after = await StackRun.OfAsync(text, replaced.Value!.LockText, stack: stack);

        Assert.Contains(address, before.Resources.Keys);
        Assert.Contains(address, after.Resources.Keys);
        Assert.Equal(before.Resources.Keys, after.Resources.Keys);
        var (old, own) = (before.Resources[address], after.Resources[address]);
        Assert.Equal(old.WeighedInputs.Remove("instance").Select(Text), own.WeighedInputs.Remove("instance").Select(Text));
        Assert.NotEqual(
            (await OutputValue.OfAsync(before.Stack.PrivateAddresses))["bastion-1"],
            (await OutputValue.OfAsync(after.Stack.PrivateAddresses))["bastion-1"]
        );

        static string Text(KeyValuePair<string, object> input) =>
            input.Value is ImmutableDictionary<string, object> map
                ? $"{input.Key}={string.Join(',', map.OrderBy(one => one.Key, StringComparer.Ordinal))}"
                : $"{input.Key}={input.Value}";
    }

    /// <summary>A bastion whose replacement has failed before its confirmation holds every node back, and is named.</summary>
    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Bastion_ThatRejectsItsBundle_HoldsBackEveryNode(string stack)
    {
        var mocks = new CloudMocks { Failing = ["bastion-1-push"] };

        var error = await Assert.ThrowsAnyAsync<Exception>(() =>
            StackRun.OfAsync(ExampleStacks.Text(stack), ExampleStacks.LockText(stack), mocks: mocks, stack: stack)
        );

        Assert.Contains("bastion-1-push", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(mocks.Inputs.Keys, resource => resource.Name == "orders-db-1-identity");
    }
}
