using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.Cli.Findings;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Text;

namespace Infra.Cli.Commands;

/// <summary><c>infra validate</c>: everything that is wrong with stack files, at once and fast; for editors, hooks and CI.</summary>
internal sealed partial class ValidateCommand : Command
{
    private readonly Option<string[]> stacks = new("--stack", "-s")
    {
        Description = "Only this stack; may be given several times. All of them without it.",
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
        Description = "Stack files, wherever they are; - is what comes in on stdin.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    internal ValidateCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base("validate", "Say everything that is wrong with stack files and lock files. Fast; needs no credentials and writes nothing.")
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
                    screen.Raw(Sarif.Write(findings, here.PrefixInRepository, succeeded: true));
                    break;
                default:
                    DiagnosticLines.Print(screen, findings);
                    screen.Line(
                        new Piece(
                            $"{Count(checkedFiles.Length, "file")}: {Count(errors, "error")}, {Count(findings.Length - errors, "warning")}.",
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
        var found = ImmutableArray.CreateBuilder<CheckedFile>();
        foreach (var path in paths)
        {
            found.Add(path.Length > 0 && Named(here, path) is { } stack ? OfStack(here, stack) : OfText(here, path, messages));
        }

        foreach (var name in names.Length + paths.Length > 0 ? names : here.Files.Stacks)
        {
            found.Add(OfStack(here, name));
        }

        if (names.Length + paths.Length == 0)
        {
            found.AddRange(StackValidator.LocksWithoutStack(here).Select(one => new CheckedFile(one.Where.File, [one])));
        }

        return found.ToImmutable();
    }

    /// <summary>The stack whose file this is; null for a file elsewhere.</summary>
    private static string? Named(Workspace here, string path) =>
        path != "-"
        && Path.GetDirectoryName(Path.GetFullPath(path)) == Path.Combine(here.Root, "stacks")
        && StackFileName().Match(Path.GetFileName(path)) is { Success: true } name
            ? name.Groups[1].Value
            : null;

    private static CheckedFile OfStack(Workspace here, string stack) =>
        here.Files.Has(stack)
            ? new CheckedFile($"stacks/Pulumi.{stack}.yaml", StackValidator.Stack(here, stack, LoadedStack.ModeHere))
            : throw Missing.Of("stack", stack, here.Files.Stacks, "Name one with --stack");

    private static CheckedFile OfText(Workspace here, string path, Screen messages)
    {
        if (path != "-")
        {
            return File.Exists(path)
                ? new CheckedFile(path, StackValidator.Text(File.ReadAllText(path), path))
                : throw new UserException(
                    $"There is no file '{path}'.",
                    Suggestion.For(path, here.Files.Stacks) is { } near
                        ? $"Did you mean '--stack {near}'?"
                        : "Give a stack file, or '-' for stdin; stacks are named with --stack.",
                    ExitCode.BadInput,
                    DiagnosticCodes.NoSuchThing
                );
        }

        if (messages.Interactive && !Console.IsInputRedirected)
        {
            messages.Line(new Piece("Reading a stack file from the terminal; end it with Ctrl-D.", Tone.Quiet));
        }

        return new CheckedFile("stdin", StackValidator.Text(Console.In.ReadToEnd(), "stdin"));
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

    [GeneratedRegex(@"\APulumi\.(.+)\.yaml\z")]
    private static partial Regex StackFileName();

    private sealed record CheckedFile(string Name, ImmutableArray<Diagnostic> Findings);
}
