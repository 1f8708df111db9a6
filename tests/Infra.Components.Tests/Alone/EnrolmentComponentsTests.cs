using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Components.Tests.Testing;
using Infra.Core.Spec;
using Pulumi;

namespace Infra.Components.Tests.Alone;

public class EnrolmentComponentsTests
{
    /// <summary>Every connection to a node behind a bastion pins both host keys, but for the node's first.</summary>
    [Fact]
    public async Task ServiceEnrolment_BehindABastion_ConnectsThroughItAndPinsIt()
    {
        const string bastionKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDldJM6KwXSmwOK1U6OPYWg5D7cTpUbO4kpmG3XcE0bM";
        var keys = new OperatorAccess(Output.Create(OperatorKeys.Parse(StackRun.OperatorKey)), Output.CreateSecret("the private half"))
        {
            PrivateKeyPassword = Output.CreateSecret("its passphrase"),
        };
        var run = await AloneRun.OfAsync(() =>
        {
            var node = new EnrolledNode(
                AloneRun.Plan("aws-private").Nodes["orders-db-1"].InService,
                Output.Create("i-0123456789abcdef0"),
                Output.Create(""),
                new NodeConnection("10.42.0.4", 22, keys)
                {
                    WhenSilent = "Look at the bastion.",
                    Jump = new JumpHost(Output.Create("203.0.113.9"), 22, Output.Create(bastionKey)),
                },
                Output.Create(ImmutableDictionary<string, string>.Empty.Add("data", "/dev/disk/by-id/data")),
                DependsOn: []
            );
            return new ServiceEnrolment("orders-db", new ServiceEnrolmentArgs { Nodes = [node] });
        });

        foreach (var step in new[] { "identity", "push", "confirm", "volumes" })
        {
            var connection = (ImmutableDictionary<string, object>)run.Inputs("command:remote:Command", $"orders-db-1-{step}")["connection"];
            var proxy = (ImmutableDictionary<string, object>)connection["proxy"];
            Assert.Equal(("10.42.0.4", step != "identity"), (connection["host"], connection.ContainsKey("hostKey")));
            Assert.Equal(
                ("203.0.113.9", 22.0, "ops", bastionKey, "the private half", "its passphrase"),
                (proxy["host"], proxy["port"], proxy["user"], proxy["hostKey"], proxy["privateKey"], proxy["privateKeyPassword"])
            );
        }

        var reached = run.Inputs("command:local:Command", "orders-db-1-reached");
        var environment = (ImmutableDictionary<string, object>)reached["environment"];
        Assert.Equal("bash -s first", reached["create"]);
        Assert.Equal(
            ("10.42.0.4", "203.0.113.9", bastionKey, "the private half", "900"),
            (
                environment["INFRA_HOST"],
                environment["INFRA_JUMP_HOST"],
                environment["INFRA_JUMP_HOST_KEY"],
                environment["INFRA_PRIVATE_KEY"],
                environment["INFRA_BOOT_SECONDS"]
            )
        );
    }

    [Fact]
    public async Task ServiceEnrolment_Alone_ReadsPinsPushesAndConfirms()
    {
        var run = await AloneRun.OfAsync(() =>
        {
            var node = new EnrolledNode(
                AloneRun.Plan("aws-private").Nodes["orders-db-1"].InService,
                Output.Create("i-0123456789abcdef0"),
                // A VM that no longer has a token: its pin proves its identity.
                Output.Create(""),
                AloneRun.Operators.To("db-1", Output.Create("10.42.0.4"), publicAddress: null),
                Output.Create(ImmutableDictionary<string, string>.Empty.Add("data", "/dev/disk/by-id/data")),
                DependsOn: []
            );
            return new ServiceEnrolment("orders-db", new ServiceEnrolmentArgs { Nodes = [node] });
        });

        Assert.Equal(
            [
                "command:local:Command orders-db-1-pin",
                "command:local:Command orders-db-1-reached",
                "command:remote:Command orders-db-1-confirm",
                "command:remote:Command orders-db-1-identity",
                "command:remote:Command orders-db-1-push",
                "command:remote:Command orders-db-1-volumes",
            ],
            run.Resources
        );
        var connection = (ImmutableDictionary<string, object>)run.Inputs("command:remote:Command", "orders-db-1-push")["connection"];
        var hostKeys = (ImmutableDictionary<string, object>)run.Outputs["hostKeys"]!;
        Assert.Equal(("10.42.0.4", hostKeys["orders-db-1"]), (connection["host"], connection["hostKey"]));
    }
}
