using System.Collections.Immutable;

namespace Infra.Cli.Usage;

/// <summary>What a command's help contains besides its options.</summary>
/// <param name="Examples">Without the program's name.</param>
/// <param name="Docs">Paths in the repository.</param>
internal sealed record VerbPage(ImmutableArray<string> Examples, ImmutableArray<string> Docs);

/// <summary>The pages of all commands; the empty name is the program's own.</summary>
internal static class VerbPages
{
    private const string CommandLine = "docs/command-line.md";

    internal static readonly ImmutableArray<(int Code, string Meaning)> ExitCodes =
    [
        (ExitCode.Ok, "Success."),
        (ExitCode.Failure, "The operation or a check failed."),
        (ExitCode.BadInput, "The command line, a stack file or a lock file is wrong, or lock --check would write: nothing was done."),
        (ExitCode.Differs, "Only with plan --detailed-exitcode: something would change."),
        (ExitCode.Interrupted, "Interrupted (Ctrl-C)."),
    ];

    private static readonly ImmutableDictionary<string, VerbPage> Pages = new Dictionary<string, VerbPage>(StringComparer.Ordinal)
    {
        [""] = Page(["init", "validate", "plan --stack aws-example", "explain INF0314"], [CommandLine, "docs/stack-file.md", "README.md"]),
        ["init"] = Page(
            [
                "init",
                "init --stack prod --cloud aws --region eu-west-1 --name acme --management-source 20.51.100.7/32 "
                    + "--service orders-db --type postgresql",
            ],
            ["docs/stack-file.md", "docs/access.md"]
        ),
        ["list"] = Page(["list", "list --json"], [CommandLine]),
        ["graph"] = Page(["graph --stack aws-example", "graph --stack aws-example --format dot"], [CommandLine, "docs/firewall.md"]),
        ["man"] = Page(["man"], [CommandLine, "docs/man/infra.1"]),
        ["schema"] = Page(["schema"], [CommandLine, "docs/stack-file.md"]),
        ["completion"] = Page(["completion bash"], [CommandLine]),
        ["validate"] = Page(
            ["validate", "validate --stack aws-example --json", "validate --format sarif", "validate stacks/Pulumi.local.yaml"],
            [CommandLine, "docs/diagnostics.md"]
        ),
        ["explain"] = Page(["explain INF0314", "explain 314"], ["docs/diagnostics.md"]),
        ["plan"] = Page(
            [
                "plan --stack aws-example",
                "plan --stack aws-example --json",
                "plan --stack aws-example --out before.json",
                "plan --stack aws-example --against before.json",
                "plan --detailed-exitcode",
            ],
            [CommandLine, "docs/costs.md"]
        ),
        ["up"] = Page(["up", "up --stack local"], ["docs/local-cloud.md"]),
        ["verify"] = Page(["verify", "verify --check flows --json"], ["docs/verify.md"]),
        ["status"] = Page(["status", "status --json"], ["docs/local-cloud.md"]),
        ["down"] = Page(["down", "down --stack local"], ["docs/local-cloud.md"]),
        ["policy"] = Page(["policy --stack aws-example", "policy --stack aws-example --json"], ["docs/firewall.md"]),
        ["permissions"] = Page(
            ["permissions --stack aws-example", "permissions --stack aws-example --format cloudformation"],
            ["docs/permissions/"]
        ),
        ["handover"] = Page(
            [
                "handover request --stack aws-example --principal arn:aws:iam::111122223333:role/deployer --key ~/.ssh/id_ed25519",
                "handover check --request aws-example.handover-request.json --signer operator.pub",
            ],
            ["docs/handover.md", "docs/permissions/"]
        ),
        ["render"] = Page(["render --stack aws-example --node orders-db-1 --out /tmp/look"], ["docs/firewall.md", "docs/node.md"]),
        ["peering"] = Page(["peering --stack aws-peering-example --name partner"], ["docs/peering.md"]),
        ["lock"] = Page(
            [
                "lock --stack aws-example",
                "lock --stack aws-example --check",
                "lock --stack aws-example --replace orders-db-1 --empties orders-db-1/data",
            ],
            ["docs/stack-file.md"]
        ),
        ["preflight"] = Page(["preflight --stack aws-example"], ["docs/preflight.md"]),
        ["doctor"] = Page(["doctor", "doctor --json"], ["docs/local-cloud.md"]),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    internal static VerbPage Of(string verb) => Pages[verb];

    private static VerbPage Page(ImmutableArray<string> examples, ImmutableArray<string> docs) => new(examples, docs);
}
