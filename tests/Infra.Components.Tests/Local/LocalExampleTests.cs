using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Components.Tests.Declarations;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Local;

public partial class LocalExampleTests
{
    private const string Command = "command:local:Command";

    [Fact]
    public async Task LocalExample_AllResources_AreAsCommitted()
    {
        var listing = ResourceListing.Write(await RunAsync());

        // Not part of the shape: the test's own directory, the packed scripts, the hash of the image's recipe.
        Golden.Check(Varying().Replace(listing, "\"(varies)\""), "local-example/resources.golden");
    }

    [Fact]
    public async Task Commands_ShellText_HoldsNoValue()
    {
        var run = await RunAsync();
        var calls = run.OfType(Command)
            .SelectMany(command => new[] { "create", "update", "delete" }.Select(input => (string?)command[input]).OfType<string>())
            .Distinct()
            .ToArray();

        // Only constants: scripts and their subcommands. Ten more nodes would add none.
        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.DoesNotMatch("orders|demo|10\\.77|[0-9a-f]{8}", call));
    }

    [Fact]
    public async Task Machine_UserData_IsSecretAndNoReasonToTouchIt()
    {
        var machine = (await RunAsync()).One(Command, "orders-db-1-vm");

        Assert.Contains("environment", machine.SecretInputs);
        Assert.Equal<IEnumerable<string>>(["environment"], machine.Options.IgnoreChanges);
    }

    [Fact]
    public async Task Machine_ThatDied_GetsANewTokenAndAnotherIsLeftAlone()
    {
        var (before, after) = (
            await RunAsync(),
            await RunAsync(new CloudMocks { Epochs = ImmutableDictionary<string, string>.Empty.Add("orders-db-2-g1", "2") })
        );

        var changed = before
            .OfType(Command)
            .Where(command => !Triggers(command).SequenceEqual(Triggers(after.One(Command, command.Name))))
            .Select(command => command.Name);
        Assert.Equal(["orders-db-2-vm"], changed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Machine_Start_WaitsForTheFilter()
    {
        var machine = (await RunAsync()).One(Command, "orders-db-1-vm");

        Assert.Contains("demo-sdn", machine.DependsOn);
    }

    [Fact]
    public async Task OperatorKey_NotConfigured_IsMadeAndSecret()
    {
        var run = await RunAsync(config: new Dictionary<string, string>());

        var options = (Pulumi.CustomResourceOptions)run.One(Command, "demo-operator-key").Options;
        Assert.Equal<IEnumerable<string>>(["stdout"], options.AdditionalSecretOutputs);
    }

    [Fact]
    public async Task PublicAccess_TakenAway_ChangesTheRouterAlone()
    {
        var (with, without) = (
            await RunAsync(),
            await RunAsync(edit: text => text.Replace("        publicAccess: true", "        #", StringComparison.Ordinal))
        );

        Assert.Equal(with.Resources.Keys.Order(), without.Resources.Keys.Order());
        var changed = with
            .Resources.Values.Where(resource => InputsOf(resource) != InputsOf(without.One(resource.Type, resource.Name)))
            .Select(resource => resource.Name);
        Assert.Equal(["demo-sdn"], changed);
        Assert.Contains("198.19.0.2 : 10.77.2.4", Rules(with), StringComparison.Ordinal);
        Assert.DoesNotContain("198.19.0.2", Rules(without), StringComparison.Ordinal);

        // Each run has its own directory.
        static string InputsOf(Recorded resource) =>
            RunDirectory()
                .Replace(string.Join('\n', resource.WeighedInputs.Select(input => $"{input.Key} = {TypeScriptValue.Of(input.Value)}")), "");
        static string Rules(StackRun run) => (string)run.One(Command, "demo-sdn")["stdin"]!;
    }

    [Fact]
    public async Task PublicAccess_ServiceThatDoesNotSaySo_HasNone()
    {
        const string other =
            "\n      ledger:\n        type: postgresql\n        plan: business-4\n        nodes: 2\n        "
            + "allowedSources: [203.0.113.64/26]\n        volumes: { data: 1 }\n";
        var run = await RunAsync(edit: text => text.TrimEnd('\n') + other);

        var rules = (string)run.One(Command, "demo-sdn")["stdin"]!;
        Assert.Contains(
            "elements = { 198.19.0.1 : 10.77.0.4, 198.19.0.2 : 10.77.2.4, 198.19.0.3 : 10.77.4.4 }",
            rules,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["orders-db-1", "orders-db-2", "orders-db-3"],
            (await OutputValue.OfAsync(run.Stack.PublicAddresses)).Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Names_WithAZone_AreWrittenAfterTheNodesAreConfirmed()
    {
        Assert.DoesNotContain((await RunAsync()).OfType(Command), command => command.Name == "demo-hosts");

        var hosts = (await RunAsync(dns: "    dns: { zone: db.example.com }\n")).One(Command, "demo-hosts");
        Assert.Equal<IEnumerable<string>>(["demo-tools", "orders-db-3-confirm"], hosts.DependsOn);
        Assert.Contains(
            "\n10.77.0.4 orders-db-1.demo.db.example.com orders-db.demo.db.example.com\n",
            (string)hosts["stdin"]!,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\n198.19.0.1 public-orders-db-1.demo.db.example.com public-orders-db.demo.db.example.com\n",
            (string)hosts["stdin"]!,
            StringComparison.Ordinal
        );
        Assert.EndsWith("/hosts\" delete", (string)hosts["delete"]!, StringComparison.Ordinal);
    }

    [GeneratedRegex("\"([^\"]*/infra-stack-[^\"]*|H4sI[A-Za-z0-9+/=]+|[0-9a-f]{64})\"")]
    private static partial Regex Varying();

    [GeneratedRegex("[^\"]*/infra-stack-[^\"]*")]
    private static partial Regex RunDirectory();

    private static IEnumerable<object> Triggers(Recorded command) => command["triggers"] as IEnumerable<object> ?? [];

    private static Task<StackRun> RunAsync(
        CloudMocks? mocks = null,
        IReadOnlyDictionary<string, string>? config = null,
        string dns = "",
        Func<string, string>? edit = null
    ) =>
        StackRun.OfAsync(
            (edit ?? (text => text))(File.ReadAllText(Path.Combine(StackRun.Repository, "stacks", "Pulumi.local.yaml")))
                .Replace("    zones: 3\n", $"{dns}    zones: 3\n", StringComparison.Ordinal),
            File.ReadAllText(Path.Combine(StackRun.Repository, "stacks", "local.lock.yaml")),
            mocks: mocks ?? new CloudMocks(),
            config: config
        );
}
