using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Infra.Cli.Findings;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Core.Diagnostics;

namespace Infra.Cli.Commands;

/// <summary><c>infra validate</c>: reports every error in stack files at once and fast; for editors, hooks and CI.</summary>
internal sealed class ValidateCommand : Command
{
    private readonly Option<string[]> stacks = new("--stack", "-s")
    {
        Description = "Only this stack; can be repeated. Defaults to all stacks.",
        HelpName = "stack",
    };
    private readonly Option<bool> json = CommonOptions.Json("the findings");
    private readonly Option<string> format = new("--format")
    {
        Description = "text, json (the same as --json) or sarif (2.1.0, for code hosts).",
        HelpName = "format",
        DefaultValueFactory = _ => "text",
    };
    private readonly Argument<string[]> files = new("file")
    {
        Description = "Stack files, wherever they are; a lock file is checked with its stack; - reads stdin.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    internal ValidateCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base(
            "validate",
            "Report everything that is wrong with stack files and lock files. Fast; needs no credentials and writes nothing."
        )
    {
        format.AcceptOnlyFromAmong("text", "json", "sarif");
        stacks.Validators.Add(CommonOptions.DemandStackName);
        files.Validators.Add(CommonOptions.RefuseOptions);
        Add(stacks);
        Add(json);
        Add(format);
        Add(files);
        SetAction(parsed =>
        {
            var here = workspace();
            var checkedFiles = Check(here, parsed.GetValue(stacks) ?? [], parsed.GetValue(files) ?? [], messages);
            var findings = checkedFiles.SelectMany(file => file.Findings).ToImmutableArray();
            var errors = findings.Count(found => found.Severity == Severity.Error);
            switch (parsed.GetValue(json) ? "json" : parsed.GetRequiredValue(format))
            {
                case "json":
                    screen.Raw(Write(checkedFiles, findings, errors));
                    break;
                case "sarif":
                    screen.Raw(Sarif.Write(findings, Places(here, checkedFiles), succeeded: true));
                    break;
                default:
                    DiagnosticLines.Print(screen, findings);
                    screen.Line(
                        new Piece(
                            $"{Count(checkedFiles.Length, "file")}: {Count(errors, "error")}, "
                                + $"{Count(findings.Length - errors, "warning")}.",
                            errors > 0 ? Tone.Bad : Tone.Good
                        )
                    );
                    break;
            }

            return errors > 0 ? ExitCode.BadInput : ExitCode.Ok;
        });
    }

    private static ImmutableArray<CheckedFile> Check(Workspace here, string[] names, string[] paths, Screen messages)
    {
        var all = names.Length + paths.Length == 0;
        return
        [
            .. paths
                .Select(path => NamedFile.Of(here, path))
                .Concat((all ? here.Files.Stacks : names).Select(name => new NamedFile.OfStack(name)))
                .Concat(all ? here.Files.LocksWithoutStack.Select(stack => NamedFile.LockAlone.InStacks(here, stack)) : [])
                .Distinct()
                .SelectMany(named => Check(here, named, messages)),
        ];
    }

    private static ImmutableArray<CheckedFile> Check(Workspace here, NamedFile named, Screen messages) =>
        named switch
        {
            NamedFile.OfStack { Stack: var stack } when here.Files.Has(stack) => CheckedFile.Split(
                StackValidator.Stack(here, stack, LoadedStack.ModeHere),
                [$"stacks/Pulumi.{stack}.yaml", .. here.Files.HasLock(stack) ? [$"stacks/{stack}.lock.yaml"] : Array.Empty<string>()]
            ),
            NamedFile.OfStack { Stack: var stack } => throw Missing.Of("stack", stack, here.Files.Stacks, "Name one with --stack"),
            NamedFile.Pair pair =>
            [
                .. CheckedFile
                    .Split(StackValidator.Pair(pair, LoadedStack.ModeHere), pair.ShownStack, pair.ShownLock)
                    .Select(file => file with { Path = Path.Combine(pair.Folder, Path.GetFileName(file.Name)) }),
            ],
            NamedFile.LockAlone alone => [new CheckedFile(alone.Shown, StackValidator.LockAlone(alone)) { Path = alone.FullPath }],
            NamedFile.Draft draft =>
            [
                new CheckedFile(draft.Shown, StackValidator.Draft(File.ReadAllBytes(draft.FullPath), draft.Shown))
                {
                    Path = draft.FullPath,
                },
            ],
            NamedFile.Stdin => [new CheckedFile("stdin", StackValidator.Text(FromStdin(messages), "stdin"))],
            _ => throw new InvalidOperationException($"No check for {named}."),
        };

    /// <summary>Maps the file names in findings to their paths in the repository.</summary>
    private static Func<string, string> Places(Workspace here, ImmutableArray<CheckedFile> files)
    {
        var paths = files.ToLookup(file => file.Name, file => file.Path);
        return name => here.InRepository(paths[name].FirstOrDefault(name));
    }

    private static string FromStdin(Screen messages)
    {
        if (messages.Interactive && !Console.IsInputRedirected)
        {
            messages.Line(new Piece("Reading a stack file from the terminal; end it with Ctrl-D.", Tone.Quiet));
        }

        return Console.In.ReadToEnd();
    }

    private static string Write(ImmutableArray<CheckedFile> files, ImmutableArray<Diagnostic> findings, int errors) =>
        JsonSerializer.Serialize(
            new
            {
                formatVersion = 1,
                exitCode = errors > 0 ? ExitCode.BadInput : ExitCode.Ok,
                files = files.Select(file => new
                {
                    file = file.Name,
                    errors = file.Findings.Count(found => found.Severity == Severity.Error),
                    warnings = file.Findings.Count(found => found.Severity == Severity.Warning),
                }),
                diagnostics = findings,
            },
            Json.Indented
        );

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
