using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Core;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Handover;
using Infra.Core.Iam;
using Infra.Core.Spec;
using Infra.Core.Spec.Identity;

namespace Infra.Cli.Handover;

/// <summary>The operator's second step: the customer's answer, into the stack file.</summary>
internal static class AcceptStep
{
    internal static int Run(Workspace workspace, HandoverWanted wanted, DateTimeOffset now, Screen screen, Screen messages)
    {
        var file = HandoverWanted.Demand(wanted.Answer, "--answer", "the customer's file");
        var signer = HandoverWanted.Demand(wanted.Signer, "--signer", "the public key of the customer, which you got over another channel");
        var requestFile = RequestStep.FileOf(workspace, wanted);
        var loaded = LoadedStack.Load(workspace, wanted.Stack, messages);
        var request = HandoverFiles.OwnRequest(requestFile)
            ?? throw new UserException(
                $"There is no request {requestFile} that this could be the answer to.",
                "Name it with --request, or write one: infra handover request.",
                ExitCode.BadInput,
                UserException.Reason.NoSuchThing
            );
        var answer = HandoverFiles.ReadAnswer(file, signer, now);
        DemandOurs(file, answer, request, loaded.Plan.Spec);

        var path = Path.Combine(workspace.Root, "stacks", $"Pulumi.{wanted.Stack}.yaml");
        var spec = loaded.Plan.Spec;
        var lines = new List<string>();
        lines.AddRange(RunAsLines(path, answer, spec));
        lines.AddRange(NetworkLines(path, answer, spec));
        foreach (var bucket in answer.Buckets)
        {
            screen.Line($"bucket         {bucket}");
        }

        if (lines.Count == 0)
        {
            screen.Line($"{path} is unchanged: it says this already.");
            return ExitCode.Ok;
        }

        var source = workspace.Files.ReadStack(wanted.Stack);
        var text = StackFileEdit.Add(source.Text, lines)
            ?? throw SshSignatures.Refused(
                HandoverFindings.InTheWay(
                    SourceLocation.Top(path, "infra:project"),
                    "The project is not written as indented lines, so that none can be added.",
                    $"Write it as indented lines, or add this yourself: {string.Join("; ", lines.Select(line => line.Trim()))}"
                )
            );
        // Only a file that still compiles is written.
        var outcome = DeploymentCompiler.Compile(source with { Text = text }, workspace.Files.ReadLock(wanted.Stack, LockMode.Extend));
        if (!outcome.Succeeded)
        {
            throw new StackErrorsException(outcome.Diagnostics);
        }

        HandoverFiles.Write(path, text);
        screen.Line($"Added to {path}:");
        foreach (var line in lines)
        {
            screen.Command($"  {line}");
        }

        screen.Line("Review it, commit it, and run pulumi preview: it works as the customer's identity now.");
        return ExitCode.Ok;
    }

    private static void DemandOurs(string file, HandoverAnswer answer, HandoverRequest request, ProjectSpec spec)
    {
        foreach (
            var (what, its, ours) in new[]
            {
                ("request", answer.Request, request.Digest),
                ("project", answer.Project, spec.Name),
                ("cloud", Words.Of(answer.Cloud), Words.Of(spec.Cloud)),
                ("account", answer.Account, spec.Account ?? "none in the stack file"),
            }
        )
        {
            if (its != ours)
            {
                throw SshSignatures.Refused(HandoverFindings.Foreign(file, what, its, ours));
            }
        }

        // The answer names nothing but what the request asked for: a role of another account, or another role of this one, is not it.
        foreach (var value in AccountAccess.IdentityOf(request.Needs, request.Identity))
        {
            var its = answer.Identity.GetValueOrDefault(value.Key) ?? "";
            if (!System.Text.RegularExpressions.Regex.IsMatch(its, value.Form) || (value.Expected is { } expected && its != expected))
            {
                throw SshSignatures.Refused(HandoverFindings.Foreign(file, value.Key, its, value.Expected ?? "an ID in lower case"));
            }
        }
    }

    private static IEnumerable<string> RunAsLines(string path, HandoverAnswer answer, ProjectSpec spec)
    {
        var now = spec.RunAs switch
        {
            null => null,
            RunAs.AwsRole role => Pairs(("role", role.Arn), ("externalId", role.ExternalId)),
            RunAs.AzureApplication application => Pairs(("tenant", application.Tenant), ("application", application.Application)),
            RunAs.GoogleServiceAccount account => Pairs(("serviceAccount", account.Email)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (now is null)
        {
            return ["runAs:", .. answer.Identity.Select(value => $"  {value.Key}: {Quoted(value.Value)}")];
        }

        return now.SequenceEqual(answer.Identity.Select(value => $"{value.Key} {value.Value}"))
            ? []
            : throw SshSignatures.Refused(
                HandoverFindings.InTheWay(
                    SourceLocation.Top(path, "runAs"),
                    "The stack file has another identity.",
                    "If the answer is right, delete the key runAs and run this again."
                )
            );

        static List<string> Pairs(params (string Key, string? Value)[] pairs) =>
            [.. pairs.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key} {pair.Value}").Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> NetworkLines(string path, HandoverAnswer answer, ProjectSpec spec)
    {
        if (answer.Network is not { } network)
        {
            return [];
        }

        if (spec.Network is not { } now)
        {
            return
            [
                "network:",
                $"  id: {Quoted(network.Id)}",
                "  subnets:",
                .. network.Subnets.Select(subnet =>
                    $"    {Quoted(subnet.Key)}: {{ id: {Quoted(subnet.Value.Id)}, cidr: {Quoted(subnet.Value.Cidr)} }}"
                ),
            ];
        }

        var same =
            now.Id == network.Id
            && now.Subnets.Select(subnet => (subnet.Key, subnet.Value.Id, subnet.Value.Cidr.ToString()))
                .SequenceEqual(network.Subnets.Select(subnet => (subnet.Key, subnet.Value.Id, subnet.Value.Cidr)));
        return same
            ? []
            : throw SshSignatures.Refused(
                HandoverFindings.InTheWay(
                    SourceLocation.Top(path, "network"),
                    "The stack file has another network.",
                    "A network cannot be exchanged under running nodes. If nothing runs yet, delete the key network and run this again."
                )
            );
    }

    // What the forms of the answer admit needs no escape in YAML's double quotes.
    private static string Quoted(string value) => $"\"{value}\"";
}
