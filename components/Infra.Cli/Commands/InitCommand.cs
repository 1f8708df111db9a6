using System.Collections.Immutable;
using System.CommandLine;
using Infra.Cli.Drafting;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Core;
using Infra.Core.Catalog;
using Infra.Core.Clouds;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Drafts;

namespace Infra.Cli.Commands;

/// <summary><c>infra init</c>: a first stack file that validates and plans; asks for whatever no option provides.</summary>
internal sealed class InitCommand : Command
{
    // The option behind each path of the file: a rejected answer is reported by its option.
    private static readonly ImmutableArray<(string Path, string Option)> Places =
    [
        ("name", "--name"),
        ("cloud", "--cloud"),
        ("region", "--region"),
        ("cidr", "--cidr"),
        ("zones", "--zones"),
        ("managementSources", "--management-source"),
        ("managementRoutes", "--management-source"),
        ("access", "--access"),
        ("bastion", "--access"),
        ("endpoints", "--access"),
        ("tunnelSources", "--access"),
        ("account", "--account"),
        ("subscription", "--account"),
        ("project", "--account"),
        (".allowedSources", "--allowed-source"),
        (".type", "--type"),
        (".plan", "--plan"),
        (".nodes", "--nodes"),
        (".volumes", "--volume"),
        ("services", "--service"),
    ];

    private readonly Option<string?> stack = Of("--stack", "stack", "The new stack's name: its file is stacks/Pulumi.<stack>.yaml.", "-s");
    private readonly Option<string?> cloud = Of("--cloud", "cloud", $"One of {string.Join(", ", Words.Clouds.Keys)}.");
    private readonly Option<string?> region = Of(
        "--region",
        "region",
        "The cloud's name of the region, e.g. eu-west-1, westeurope, europe-west1."
    );
    private readonly Option<string?> name = Of(
        "--name",
        "project",
        "The project's name, part of every cloud name; defaults to the stack's name."
    );
    private readonly Option<string?> account = Of(
        "--account",
        "id",
        "The AWS account, Azure subscription or Google Cloud project that everything is created in."
    );
    private readonly Option<string?> cidr = Of("--cidr", "network", "The project's private network, /20 to /24.");
    private readonly Option<string?> access = Of(
        "--access",
        "way in",
        $"How operators reach the nodes: {string.Join(", ", Words.AccessModes.Keys)}; defaults to direct."
    );
    private readonly Option<string?> zones = Of(
        "--zones",
        "number",
        "How many availability zones; defaults to three, or as many as the region has."
    );
    private readonly Option<string?> service = Of("--service", "service", "The first service's name; '-' for none yet.");
    private readonly Option<string?> type = Of("--type", "type", $"One of {string.Join(", ", ServiceCatalog.Types.Keys)}.");
    private readonly Option<string?> plan = Of(
        "--plan",
        "plan",
        "The size: startup, business or premium, and GiB of memory per node: business-8."
    );
    private readonly Option<string?> nodes = Of("--nodes", "number", "How many nodes; defaults to the plan's number.");
    private readonly Option<string?> volume = Of("--volume", "GiB", "The size of a node's data volume.");
    private readonly Option<string[]> management = new("--management-source")
    {
        Description = "A network that operators connect from, e.g. 20.51.100.7/32. Can be repeated.",
        HelpName = "network",
    };
    private readonly Option<string[]> allowed = new("--allowed-source")
    {
        Description = "A network that clients come from. Can be given again; nobody without it.",
        HelpName = "network",
    };

    /// <param name="answers">Where a person's answers come from; null: nobody is there.</param>
    internal InitCommand(Func<Workspace> workspace, Screen screen, Screen messages, Func<TextReader?> answers)
        : base("init", "Write a first stack file that validates and plans. Asks for what the options leave open; never overwrites.")
    {
        stack.Validators.Add(CommonOptions.DemandStackName);
        foreach (
            var option in (Option[])
                [stack, cloud, region, name, account, management, access, cidr, zones, service, type, plan, nodes, volume, allowed]
        )
        {
            Add(option);
        }

        SetAction(parsed =>
        {
            var here = workspace();
            var questions = new Questions(parsed, messages, answers());
            var stackName = AskStack(here, questions);
            var draft = Ask(questions, stackName, parsed.GetValue(access));
            if (questions.Missing.Count > 0)
            {
                throw new UserException(
                    $"There is no terminal to ask on, and {string.Join(", ", questions.Missing)} "
                        + $"{(questions.Missing.Count == 1 ? "is" : "are")} not given.",
                    "Pass these options, or run the command on a terminal. scripts/infra init --help describes them.",
                    ExitCode.BadInput
                );
            }

            // What a first run leaves out is checked too.
            var text = draft.Write();
            var whole = Compile(draft.WriteWhole());
            var checkedDraft = whole.Succeeded ? Compile(text) : whole;
            if (!checkedDraft.Succeeded)
            {
                throw new StackErrorsException([
                    .. checkedDraft.Diagnostics.Where(found => found.Severity == Severity.Error).Select(ByOption),
                ]);
            }

            here.Files.WriteNewStack(stackName, text);
            DiagnosticLines.Print(
                messages,
                checkedDraft.Diagnostics.Select(found =>
                    found with
                    {
                        Where = found.Where with { File = $"stacks/Pulumi.{stackName}.yaml" },
                    }
                )
            );
            screen.Line(new Piece($"stacks/Pulumi.{stackName}.yaml is written.", Tone.Good), " What comes next:");
            foreach (var (command, what) in Next(stackName, draft))
            {
                screen.Command($"  {command.PadRight(60)}", $"  # {what}");
            }

            return ExitCode.Ok;
        });
    }

    private static Outcome<DeploymentPlan> Compile(string text) =>
        DeploymentCompiler.Compile(new StackSource(text, "the new file"), new LockSource(null, "its lock file", LockMode.Extend));

    private string AskStack(Workspace here, Questions questions)
    {
        var stackName = questions.Of(stack, $"Name of the stack: a project in one environment ({StackName.Rule})", null);
        if (stackName.Length == 0)
        {
            return "";
        }

        if (StackName.Problem(stackName) is { } problem)
        {
            throw new UserException(problem, "Choose another name.", ExitCode.BadInput);
        }

        if (here.Files.Has(stackName) || here.Files.HasLock(stackName))
        {
            throw new UserException(
                here.Files.Has(stackName)
                    ? $"The stack {stackName} already exists: stacks/Pulumi.{stackName}.yaml."
                    : $"A lock file of a stack {stackName} already exists: stacks/{stackName}.lock.yaml.",
                here.Files.Has(stackName)
                    ? "Choose another name, or edit that file."
                    : "Choose another name, or restore its stack file from version control.",
                ExitCode.BadInput
            );
        }

        return stackName;
    }

    private StackDraft Ask(Questions questions, string stackName, string? parsedAccess)
    {
        var cloudName = questions.Of(cloud, $"Cloud ({string.Join(", ", Words.Clouds.Keys)})", null);
        var isKnown = Words.Clouds.TryGetValue(cloudName, out var kind);
        var isLocal = isKnown && kind.IsThisMachine();
        var draft = new StackDraft
        {
            Cloud = cloudName,
            Region = isLocal ? Regions.Local : questions.Of(region, "Region, by the cloud's name", null),
            Name = questions.Of(name, "Name of the project, part of every cloud name", stackName),
            Account = isLocal
                ? ""
                : questions.Of(account, "Account, subscription or project ID that it is created in; empty to omit it", ""),
            ManagementSources =
            [
                .. questions.Of(
                    management,
                    "Networks that operators connect from, e.g. 20.51.100.7/32",
                    isLocal ? "198.51.100.0/28" : null
                ),
            ],
        };
        draft = draft with
        {
            // The lab's operators are inside it: another way in is asked for by the option alone.
            Access = isLocal
                ? parsedAccess ?? draft.Access
                : questions.Of(access, $"How operators reach the nodes ({string.Join(", ", Words.AccessModes.Keys)})", draft.Access),
            Cidr = questions.Of(cidr, "Private network of the project, /20 to /24", draft.Cidr),
            Zones = questions.Of(zones, "Number of availability zones; empty for the usual number", ""),
            Service = questions.Of(service, "Name of the first service; '-' for none yet", "db") is var first && first == "-" ? "" : first,
        };
        return draft.Service.Length == 0 || !isKnown
            ? draft
            : draft with
            {
                Type = questions.Of(type, $"Its type ({string.Join(", ", ServiceCatalog.Types.Keys)})", draft.Type),
                Plan = questions.Of(plan, "Its plan", draft.Plan),
                Nodes = questions.Of(nodes, "Number of nodes; empty for the plan's number", ""),
                VolumeGiB = questions.Of(volume, "GiB of each node's data volume", isLocal ? "1" : draft.VolumeGiB),
                AllowedSources = [.. questions.Of(allowed, "Networks that clients connect from; empty for nobody yet", "")],
            };
    }

    private static Diagnostic ByOption(Diagnostic found)
    {
        var path = found.Where.Path;
        var option = Places
            .FirstOrDefault(place =>
                place.Path[0] == '.' ? path.Contains(place.Path, StringComparison.Ordinal) : path.Split('.', '[')[0] == place.Path
            )
            .Option;
        return found with { Where = new SourceLocation(option ?? found.Where.File, 0, 0, option is null ? path : "") };
    }

    private static IEnumerable<(string Command, string What)> Next(string stack, StackDraft draft)
    {
        yield return ($"scripts/infra plan --stack {stack}", "what would be created, who may connect, what it costs");
        yield return ($"scripts/infra lock --stack {stack}", "allocates addresses and ports; commit both files");
        if (Words.Clouds[draft.Cloud].IsThisMachine())
        {
            yield return ($"scripts/up --stack {stack}", "as root: real VMs on this machine");
            yield break;
        }

        yield return ($"scripts/infra preflight --stack {stack}", "whether the account has everything the stack needs");
        yield return ($"pulumi stack init {stack}", "docs/pulumi.md and README.md have the options");
        yield return (
            $"pulumi up -s {stack}",
            draft.IsNetworkFirst ? "makes the network alone; the file says what comes then" : "makes it"
        );
    }

    private static Option<string?> Of(string option, string of, string description, params string[] aliases) =>
        new(option, aliases) { Description = description, HelpName = of };
}
