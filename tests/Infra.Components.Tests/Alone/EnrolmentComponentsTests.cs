using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Pulumi;

namespace Infra.Components.Tests.Alone;

public class EnrolmentComponentsTests
{
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
