using System.Text.Json.Nodes;
using Infra.Cli.Stacks;
using Infra.Cli.Usage;

namespace Infra.Cli.Tests;

/// <summary>What people type, and the response.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly TestRepository here = new();

    [Theory]
    [InlineData("pln", "error INF1431: There is no command 'pln'.", "Did you mean 'plan'?")]
    [InlineData("PLAN", "There is no command 'PLAN'.", "Did you mean 'plan'?")]
    [InlineData("dance", "There is no command 'dance'.", "The commands are init, list, validate, explain, plan, up, ")]
    [InlineData("help pln", "There is no command 'pln'.", "Did you mean 'plan'?")]
    [InlineData("pln --help", "There is no command 'pln'.", "Did you mean 'plan'?")]
    [InlineData("plan aws", "'aws' stands alone.", "Did you mean '--stack aws'?")]
    [InlineData("plan awz", "'awz' stands alone.", "Did you mean '--stack aws'?")]
    [InlineData("plan --stak aws", "plan has no option '--stak'.", "Did you mean '--stack'?")]
    [InlineData("plan --stak=aws", "plan has no option '--stak'.", "Did you mean '--stack'?")]
    [InlineData("--stack=aws plan", "The option '--stack' of plan must come after the command.", "scripts/infra plan --stack=aws")]
    [InlineData("--all", "There is no option '--all' here.", "The command comes first")]
    [InlineData("validate --stak aws", "validate has no option '--stak'. Did you mean '--stack'?", "--help")]
    [InlineData("validate awz", "There is no file 'awz'.", "Did you mean '--stack aws'?")]
    [InlineData("validate |", "There is no file ''.", "'-' for stdin")]
    [InlineData("plan --out |", "'' is not a valid value of --out.", "--help")]
    [InlineData("plan --stack |", "'' is not a valid stack name", "--help")]
    [InlineData("explain INF143", "There is no code 'INF143'.", "lists all.")]
    [InlineData("explain --al", "explain has no option '--al'.", "--help")]
    [InlineData("doctor aws", "'aws' stands alone.", "doctor takes no arguments")]
    [InlineData("plan --stack awz", "error INF1432: There is no stack 'awz'.", "Did you mean 'aws'?")]
    [InlineData("plan --stack other", "There is no stack 'other'.", "aws, aws-peering-example, local")]
    [InlineData("plan --stack a.b", "There is no stack 'a.b'.", "aws, ")]
    [InlineData(
        "plan --stack ../aws",
        "'../aws' is not a valid stack name: 1 to 100 letters, digits, '-', '_' and '.', starting with a letter, a digit or '_'.",
        "--help"
    )]
    [InlineData("plan --stack ..", "'..' is not a valid stack name", "--help")]
    [InlineData("plan --stack pulumi.x", "'pulumi.x' is not a valid stack name: the file is called", "--help")]
    [InlineData("plan --stack @/proc/self/environ", "'@/proc/self/environ' is not a valid stack name", "--help")]
    [InlineData("plan @/proc/self/environ", "'@/proc/self/environ' stands alone.", "--stack STACK")]
    [InlineData(
        "render --stack aws --node orders-db-9 --out x",
        "There is no node 'orders-db-9' in the stack aws.",
        "orders-db-1, orders-db-2, orders-db-3"
    )]
    [InlineData(
        "peering --stack aws-peering-example --name partnr",
        "There is no peering 'partnr' in the stack aws-peering-example.",
        "Did you mean 'partner'?"
    )]
    [InlineData("peering --stack aws --name partner", "There is no peering 'partner' in the stack aws.", "There is no peering")]
    [InlineData("verify --check flow", "There is no check 'flow'. Did you mean 'flows'?", "--help")]
    public async Task AnyCommand_Misspelt_IsOneErrorThatNamesWhatIsMeant(string line, string message, string remedy)
    {
        var (code, output, errors) = await here.RunAsync([.. line.Split(' ').Select(word => word.Trim('|'))]);
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        var said = Assert.Single(errors.Split('\n'), one => one.StartsWith("error", StringComparison.Ordinal));
        Assert.Contains(message, said, StringComparison.Ordinal);
        Assert.Contains(remedy, errors[errors.IndexOf(said, StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("help")]
    [InlineData("--help")]
    public async Task Infra_Bare_IsItsHelp(string line)
    {
        var (code, output, errors) = await here.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((ExitCode.Ok, ""), (code, errors));
        Assert.Contains("  130  Interrupted (Ctrl-C).", output, StringComparison.Ordinal);
        Assert.Contains("docs/stack-file.md", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), text => Assert.True(text.Length <= 170, text));
    }

    public static TheoryData<string> Verbs =>
        [
            .. InfraCommand
                .Root(() => throw new InvalidOperationException(), new Recorder().Screen, new Recorder().Screen)
                .Subcommands.Where(verb => !verb.Hidden)
                .Select(verb => verb.Name),
        ];

    /// <summary>The parser accepts every example, and every page exists.</summary>
    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_OfEachCommand_HasExamplesThatParseAndPagesThatAreThere(string verb)
    {
        var (code, output, _) = await here.RunAsync("help", verb);
        Assert.Equal(ExitCode.Ok, code);
        var page = VerbPages.Of(verb);
        var root = InfraCommand.Root(() => new Workspace(here.Root), new Recorder().Screen, new Recorder().Screen);
        Assert.All(page.Examples, example =>
        {
            Assert.Contains($"  scripts/infra {example}\n", output, StringComparison.Ordinal);
            Assert.StartsWith(verb, example, StringComparison.Ordinal);
            Assert.Empty(root.Parse(example).Errors);
        });
        // A completion of an argument is not an explanation of it.
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 200, line));
        Assert.All(page.Docs, path => Assert.True(Path.Exists(Path.Combine(Workspace.Find().Root, path)), path));
    }

    public static TheoryData<string> JsonVerbs =>
        [
            .. InfraCommand
                .Root(() => throw new InvalidOperationException(), new Recorder().Screen, new Recorder().Screen)
                .Subcommands.Where(verb =>
                    verb.Options.Any(option => option.Name == "--json") && verb.Options.Any(option => option.Name == "--stack")
                )
                .Select(verb => verb.Name),
        ];

    /// <summary>A program that reads stdout finds one document there, whatever went wrong.</summary>
    [Theory]
    [MemberData(nameof(JsonVerbs))]
    public async Task Json_OfEachCommand_IsTheOnlyOutputOnErrorsToo(string verb)
    {
        here.Write("bad", "config:\n  infra:project:\n    zonez: 3\n");
        foreach (
            var (arguments, finding) in new (string[], string)[]
            {
                (["--stack", "bad"], "INF0101"),
                (["--stack", "nope"], "INF1432"),
                (["--stack", "../x"], "INF1431"),
                (["--nonsense"], "INF1431"),
            }
        )
        {
            var (code, output, errors) = await here.RunAsync([
                verb,
                "--json",
                .. arguments,
                .. verb == "peering" ? new[] { "--name", "x" } : [],
            ]);
            Assert.Equal(ExitCode.BadInput, code);
            var document = JsonNode.Parse(output)!;
            Assert.Equal((1, ExitCode.BadInput), ((int?)document["formatVersion"], (int?)document["exitCode"]));
            Assert.Contains(finding, document["diagnostics"]!.AsArray().Select(found => (string?)found!["code"]));
            // Findings of validate are its result, and are not repeated as messages.
            Assert.Contains(finding, verb == "validate" && finding == "INF0101" ? output : errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Down_OfACloudStack_NamesWhatShowsDeletions()
    {
        var (_, _, errors) = await here.RunAsync("down", "--stack", "aws");
        Assert.Contains("pulumi destroy --preview-only -s aws", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("infra plan", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("0", false)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData(" no ", false)]
    [InlineData("off", false)]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("woodpecker", true)]
    public void Ci_ByItsVariable_IsAYesOrANo(string? value, bool isCi) =>
        Assert.Equal(isCi, Infra.Projects.ContinuousIntegration.Says(value));

    [Theory]
    [InlineData("a", true)]
    [InlineData("prod.eu-west_1", true)]
    [InlineData("9lives", true)]
    [InlineData("_x", true)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData(".hidden", false)]
    [InlineData("-x", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("a\n", false)]
    [InlineData("ä", false)]
    [InlineData("Pulumi.x", false)]
    public void StackName_ByPulumisRule_IsOneOrNot(string name, bool isOne) => Assert.Equal(isOne, StackName.Problem(name) is null);

    [Fact]
    public void StackName_OfPulumisGreatestLength_IsOne()
    {
        Assert.Null(StackName.Problem(new string('a', 100)));
        Assert.NotNull(StackName.Problem(new string('a', 101)));
    }

    [Fact]
    public async Task Plan_StackWithDotsInItsName_IsPlanned()
    {
        here.Write("prod.eu", TestRepository.Stack("aws", "eu-west-1"));
        var (code, output, _) = await here.RunAsync("plan", "--stack", "prod.eu");
        Assert.Equal((ExitCode.Ok, true), (code, output.Contains("Plan of prod.eu", StringComparison.Ordinal)));
    }

    public void Dispose() => here.Dispose();
}
