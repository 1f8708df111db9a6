using System.Collections.Immutable;
using System.Text.Json;
using Infra.Components.Tests.Testing;
using Infra.Core;
using Infra.Core.Boot;
using Pulumi;

namespace Infra.Components.Tests.Enrolment;

public class ServiceEnrolmentTests
{
    private const string Local = "command:local:Command";
    private const string Remote = "command:remote:Command";

    [Fact]
    public async Task Enrolment_WrongMac_FailsTheRunBeforeAnythingIsPushed()
    {
        var mocks = new CloudMocks { Impostors = ["orders-db-2"] };

        // One message, and no stack trace; not one for each resource that waits for the identity.
        var error = await Assert.ThrowsAsync<RunException>(() => StackRun.OfAsync(mocks: mocks));

        Assert.Equal(
            "orders-db-2 did not prove that it holds its enrolment token. Either something intercepts the connection, "
                + "or the node was created with another token. If this persists, replace the node: "
                + "scripts/infra lock --stack aws-private --replace orders-db-2 --empties orders-db-2/data, then run up.",
            error.Message
        );
        Assert.DoesNotContain(mocks.Inputs.Keys, key => key.Name.EndsWith("-push", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Enrolment_TwoWrongMacs_EachIsSaidOnce()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() =>
            StackRun.OfAsync(mocks: new CloudMocks { Impostors = ["orders-db-1", "orders-db-3"] })
        );

        // The run ends at the first error, and includes those known by then.
        var said = error is AggregateException several ? several.InnerExceptions.Select(each => each.Message).ToArray() : [error.Message];
        Assert.Equal(said.Distinct().Count(), said.Length);
        Assert.All(said, message =>
            Assert.Matches(
                "\\Aorders-db-[13] did not prove [^\\n]*--replace (orders-db-[13]) --empties \\1/data, then run up\\.\\z",
                message
            )
        );
    }

    [Fact]
    public async Task Enrolment_OnlyTheFirstConnection_IsUnpinned()
    {
        var run = await StackRun.OfAsync();

        foreach (var command in run.OfType(Remote))
        {
            var pinned = command.Map("connection").TryGetValue("hostKey", out var key);
            Assert.Equal(!command.Name.EndsWith("-identity", StringComparison.Ordinal), pinned);
            if (pinned)
                Assert.StartsWith("ssh-ed25519 AAAA", (string)key!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Enrolment_FirstConnection_SendsNothingSecret()
    {
        var run = await StackRun.OfAsync();

        var identity = run.One(Remote, "orders-db-1-identity");
        Assert.Equal(ProgramDelivery.Packed, identity["stdin"]);
        Assert.False(identity.Inputs.ContainsKey("environment"));
        Assert.DoesNotContain(run.Mocks.Token("orders-db-1"), (string)identity["create"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enrolment_Push_CarriesThePeersKeysAndNotItsOwn()
    {
        var run = await StackRun.OfAsync();

        var tunnel = FileOf((string)run.One(Remote, "orders-db-1-push")["stdin"]!, "/etc/infra/wg0.conf");
        Assert.Contains(WireGuardKey("orders-db-2"), tunnel, StringComparison.Ordinal);
        Assert.Contains(WireGuardKey("orders-db-3"), tunnel, StringComparison.Ordinal);
        Assert.DoesNotContain(WireGuardKey("orders-db-1"), tunnel, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enrolment_PushAndBoot_NameTheSameDevice()
    {
        var run = await StackRun.OfAsync();

        var volumes = FileOf((string)run.One(Remote, "orders-db-1-push")["stdin"]!, "/etc/infra/volumes.json");
        var volumeId = (string)run.One("aws:ec2/volumeAttachment:VolumeAttachment", "orders-db-1-data")["volumeId"]!;
        Assert.Contains(volumeId.Replace("-", "", StringComparison.Ordinal), volumes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enrolment_Zones_FollowOneAnother()
    {
        var run = await StackRun.OfAsync();

        // No bundle is pushed before every identity it may mention is the pinned one.
        string[] pins = ["orders-db-1-pin", "orders-db-2-pin", "orders-db-3-pin"];
        Assert.Equal(pins, run.One(Remote, "orders-db-1-push").DependsOn);
        Assert.Equal(["orders-db-1-confirm"], run.One(Remote, "orders-db-2-push").DependsOn.Except(pins));
        Assert.Equal(["orders-db-2-confirm"], run.One(Remote, "orders-db-3-push").DependsOn.Except(pins));
        Assert.All(run.OfType(Remote).Where(command => command.Name.EndsWith("-push", StringComparison.Ordinal)), push =>
            Assert.Superset(pins.ToHashSet(), push.DependsOn.ToHashSet())
        );
    }

    [Fact]
    public async Task Enrolment_Confirm_IsAConnectionOfItsOwnAndNamesTheBundle()
    {
        var run = await StackRun.OfAsync();

        var (push, confirm) = (run.One(Remote, "orders-db-1-push"), run.One(Remote, "orders-db-1-confirm"));
        Assert.Equal(["orders-db-1-push"], confirm.DependsOn);
        Assert.Contains($"confirm {Stable.Sha256Hex((string)push["stdin"]!)} ", (string)confirm["create"]!, StringComparison.Ordinal);
        Assert.Equal(EarlierProgram.PushInPlace(360, 90), push["create"]);
        Assert.Contains(
            $"sudo timeout 360 infra-apply again {Stable.Sha256Hex((string)push["stdin"]!)} --confirm-within 600 ",
            (string)confirm["create"]!,
            StringComparison.Ordinal
        );
        Assert.False(confirm.Inputs.ContainsKey("stdin"), "the node has it");
        // And only a confirmed node deletes its token.
        Assert.Contains(
            $"{Stable.Sha256Hex((string)push["stdin"]!)} && {{ sudo sh -c '{SpentToken.Forget}'; exit 0; }}; ",
            (string)confirm["create"]!,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("'", SpentToken.Forget, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enrolment_EachCommand_UpdatesAsItCreatesAndFollowsTheInstance()
    {
        var run = await StackRun.OfAsync();

        Assert.All(run.OfType(Remote), command =>
        {
            Assert.Equal(command["create"], command["update"]);
            Assert.False(command.Inputs.ContainsKey("delete"));
            var node = command.Name[..command.Name.LastIndexOf('-')];
            Assert.Equal([$"{node}-id"], ((ImmutableArray<object>)command["triggers"]!).Cast<string>());
        });
    }

    [Fact]
    public async Task Enrolment_Identity_WaitsForTheVolumes()
    {
        var run = await StackRun.OfAsync();

        Assert.Equal(["orders-db-1-data", "orders-db-1-reached"], run.One(Remote, "orders-db-1-identity").DependsOn);
    }

    /// <summary>Sixty seconds for a new VM's address to respond at all, before the longer wait for its boot.</summary>
    [Fact]
    public async Task Enrolment_FirstAnswer_IsAwaitedOncePerVm()
    {
        var run = await StackRun.OfAsync();

        var reached = run.One("command:local:Command", "orders-db-1-reached");
        var environment = reached.Map("environment");
        Assert.Equal(
            ("10.42.0.4", "22", "60"),
            ((string)environment["INFRA_HOST"], (string)environment["INFRA_PORT"], (string)environment["INFRA_SECONDS"])
        );
        Assert.Contains("managementSources (198.51.100.0/28)", (string)environment["INFRA_HINT"], StringComparison.Ordinal);
        Assert.Equal(["orders-db-1-id"], ((ImmutableArray<object>)reached["triggers"]!).Cast<string>());
        Assert.Equal(["orders-db-1-data"], reached.DependsOn);
        // Only another VM is a reason to check again: each push checks by itself whether the node responds.
        Assert.Equal(["environment", "stdin"], reached.Options.IgnoreChanges);
        Assert.False(reached.Inputs.ContainsKey("update"));
        Assert.False(reached.Inputs.ContainsKey("delete"));
    }

    [Fact]
    public async Task Enrolment_Secrets_StaySecretAndUnprinted()
    {
        var run = await StackRun.OfAsync();

        Assert.Contains("userDataBase64", run.One("aws:ec2/instance:Instance", "orders-db-1").SecretInputs);
        Assert.All(run.OfType(Remote), command => Assert.Contains("connection", command.SecretInputs));
        Assert.All(run.OfType(Remote), command => Assert.DoesNotContain("create", command.SecretInputs));
        Assert.DoesNotContain("stdin", run.One(Remote, "orders-db-1-push").SecretInputs);
        foreach (var command in run.OfType(Remote).Concat(run.OfType(Local)))
        {
            foreach (var (name, value) in command.Inputs.Where(input => input.Value is string))
                Assert.False(
                    ((string)value).Contains(run.Mocks.Token("orders-db-1"), StringComparison.Ordinal),
                    $"{command.Name}: {name} holds the token"
                );
        }
    }

    [Fact]
    public async Task Enrolment_WithoutAPrivateKey_LeavesItToTheAgent()
    {
        var run = await StackRun.OfAsync(config: new Dictionary<string, string> { ["infra:operatorPublicKey"] = StackRun.OperatorKey });

        Assert.All(run.OfType(Remote), command => Assert.False(command.Map("connection").ContainsKey("privateKey")));
    }

    private static string WireGuardKey(string node) => Convert.ToBase64String(Stable.Sha256($"wireguard {node}"));

    private static string FileOf(string bundle, string path)
    {
        using var document = JsonDocument.Parse(bundle);
        var file = document.RootElement.GetProperty("files").EnumerateArray().Single(file => file.GetProperty("path").GetString() == path);
        return file.GetProperty("content").GetString()!;
    }
}
