using Pulumi;
using Pulumi.Command.Local;

namespace Infra.Engine.Tests.Toys;

/// <summary>Stacks for runs that are killed; both the killed process and the test refer to them by name.</summary>
internal static class KilledStacks
{
    public static Action ByName(string name) =>
        name switch
        {
            "slow" => () => Slow("v1"),
            "slow2" => () => Slow("v2"),
            "chain" => Chain,
            "replace" => () =>
                Toy.Command("only", "b", triggers: new object[] { "b" }, create: "echo create only b >>log; touch object; sleep 60"),
            "quick" => () => Toy.Command("first", "1"),
            "update" => () => Updated("v2", slow: true),
            "updated" => () => Updated("v1", slow: false),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };

    // The middle one creates its object immediately and then takes long to finish: that is when it is killed. A second run finds the
    // object and is quick.
    private static void Slow(string value)
    {
        var first = Toy.Command("first", "1");
        var slow = new Command(
            "slow",
            new CommandArgs
            {
                Create = "echo \"create slow $VALUE\" >>log; [ -e object ] || { touch object; sleep 60; }; echo done",
                Delete = "echo \"delete slow $VALUE\" >>log; rm -f object",
                Environment = { ["VALUE"] = value },
            },
            new CustomResourceOptions { DependsOn = { first } }
        );
        Toy.Command("last", slow.Stdout);
    }

    // Each object is created half, then completed; every moment of a run is a different state of the four.
    private static void Chain()
    {
        Input<string> before = "";
        foreach (var name in new[] { "a", "b", "c", "d" })
            before = new Command(
                name,
                new CommandArgs
                {
                    Create = "touch object-$NAME; sleep 0.3; echo whole >object-$NAME",
                    Delete = "sleep 0.2; rm -f object-$NAME",
                    Environment = { ["NAME"] = name },
                    Stdin = before,
                }
            ).Stdout;
    }

    private static void Updated(string value, bool slow) =>
        _ = new Command(
            "only",
            new CommandArgs
            {
                Create = "echo \"create only $VALUE\" >>log",
                Update = $"echo \"update only $VALUE\" >>log{(slow ? "; touch object; sleep 60" : "")}",
                Environment = { ["VALUE"] = value },
            }
        );
}
