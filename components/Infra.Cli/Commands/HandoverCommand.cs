using System.CommandLine;
using Infra.Cli.Handover;
using Infra.Cli.Output;
using Infra.Cli.Stacks;

namespace Infra.Cli.Commands;

/// <summary><c>infra handover</c>: an identity in a customer's account, asked for, granted and taken into use without pasting.</summary>
internal sealed class HandoverCommand : Command
{
    private readonly Argument<string> step = new("step")
    {
        Description = "request (operator), check (customer), answer (customer) or accept (operator), in this order.",
        HelpName = "step",
    };
    private readonly Option<string> stack = CommonOptions.Stack();
    private readonly Option<string?> principal = Text(
        "--principal",
        "request: who the operator is, as for infra permissions.",
        "principal"
    );
    private readonly Option<string?> key = Text("--key", "request, answer: the SSH key that signs the file.", "file");
    private readonly Option<string?> signer = Text(
        "--signer",
        "check, answer, accept: the public SSH key of the other side, which must have signed the file.",
        "file"
    );
    private readonly Option<string?> request = Text(
        "--request",
        "The operator's file; the operator's own is beside the stack file.",
        "file"
    );
    private readonly Option<string?> answer = Text("--answer", "accept: the customer's file.", "file");
    private readonly Option<string[]> outputs = new("--outputs")
    {
        Description = "answer: outputs of what was applied, as JSON of CloudFormation, az, terraform or pulumi; may be repeated.",
        HelpName = "file",
    };
    private readonly Option<string?> format = Text(
        "--format",
        "check: print the documents to apply, as infra permissions does: json, cloudformation, bicep or terraform.",
        "format"
    );
    private readonly Option<DateOnly?> expires = new("--expires")
    {
        Description = "request: the last day on which it is valid, YYYY-MM-DD; 30 days from now without it, 90 at most.",
        HelpName = "day",
    };
    private readonly Option<bool> renew = new("--renew") { Description = "request: replace the file; the external ID stays." };
    private readonly Option<string?> file = Text("--out", "request, answer: the file to write.", "file");

    internal HandoverCommand(Func<Workspace> workspace, Screen screen, Screen messages)
        : base(
            "handover",
            "Ask the owner of an account for an identity in it, grant it, and take it into use: two signed files, nothing pasted."
        )
    {
        step.AcceptOnlyFromAmong("request", "check", "answer", "accept");
        format.AcceptOnlyFromAmong(AccessFormats.Words);
        Add(step);
        foreach (var option in new Option[] { stack, principal, key, signer, request, answer, outputs, format, expires, renew, file })
        {
            Add(option);
        }

        SetAction(
            (parsed, cancellation) =>
            {
                var wanted = new HandoverWanted(
                    parsed.GetRequiredValue(stack),
                    parsed.GetValue(principal),
                    parsed.GetValue(key),
                    parsed.GetValue(signer),
                    parsed.GetValue(request),
                    parsed.GetValue(answer),
                    parsed.GetValue(outputs) ?? [],
                    parsed.GetValue(format),
                    parsed.GetValue(expires),
                    parsed.GetValue(renew),
                    parsed.GetValue(file)
                );
                var now = TimeProvider.System.GetUtcNow();
                return parsed.GetRequiredValue(step) switch
                {
                    "request" => RequestStep.RunAsync(workspace(), wanted, now, screen, messages, cancellation),
                    "check" => Task.FromResult(CheckStep.Run(wanted, now, screen)),
                    "answer" => Task.FromResult(AnswerStep.Run(wanted, now, screen)),
                    _ => Task.FromResult(AcceptStep.Run(workspace(), wanted, now, screen, messages)),
                };
            }
        );
    }

    private static Option<string?> Text(string name, string description, string value) =>
        new(name) { Description = description, HelpName = value };
}
