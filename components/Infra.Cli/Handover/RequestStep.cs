using System.Security.Cryptography;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Components.Permissions;
using Infra.Core.Diagnostics;
using Infra.Core.Handover;
using Infra.Core.Iam;

namespace Infra.Cli.Handover;

/// <summary>The operator's first step: a signed file that asks for an identity in the customer's account.</summary>
internal static class RequestStep
{
    // 128 bits: nobody guesses it.
    private const int ExternalIdDigits = 32;

    internal static string FileOf(Workspace workspace, HandoverWanted wanted) =>
        wanted.Request ?? Path.Combine(workspace.Root, "stacks", $"{wanted.Stack}.handover-request.json");

    internal static async Task<int> RunAsync(
        Workspace workspace,
        HandoverWanted wanted,
        DateTimeOffset now,
        Screen screen,
        Screen messages,
        CancellationToken cancellation
    )
    {
        var principal = HandoverWanted.Demand(wanted.Principal, "--principal", "who the operator is");
        var key = HandoverWanted.Demand(wanted.Key, "--key", "the operator's SSH key, which signs the file");
        var file = wanted.Out ?? FileOf(workspace, wanted);
        var loaded = LoadedStack.Load(workspace, wanted.Stack, messages);
        var spec = loaded.Plan.Spec;
        if (PermissionTables.Of(spec.Cloud) is not { } table)
        {
            throw new UserException(
                "The local cloud has no accounts to hand over.",
                "Name a stack on a cloud with --stack.",
                ExitCode.BadInput
            );
        }

        if (spec.Account is null)
        {
            throw new UserException(
                "The stack file does not say which account the project is in.",
                "Ask the customer for it, and add it to the stack file: docs/stack-file.md.",
                ExitCode.BadInput
            );
        }

        var before = HandoverFiles.OwnRequest(file);
        var externalId = AccountAccess.UsesExternalId(spec.Cloud)
            ? before?.Identity.ExternalId ?? RandomNumberGenerator.GetHexString(ExternalIdDigits, lowercase: true)
            : null;
        var identity = new OperatorIdentity(principal, externalId);
        if (AccountAccess.Problem(spec.Cloud, identity) is { } problem)
        {
            throw new UserException(problem, "Give it with --principal.", ExitCode.BadInput);
        }

        var plan = await StackEngine.For(workspace, loaded).PlanAsync(cancellation).ConfigureAwait(false);
        var request = new HandoverRequest(
            Condensed.Of(AccessOfStack.Of(loaded, plan, table)),
            identity,
            spec.ManagementSources,
            new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond, TimeSpan.Zero),
            EndOf(wanted.Expires, now)
        );
        if (before is not null && !wanted.Renew)
        {
            DemandStillGood(file, before, request, now);
            screen.Line($"{file} is unchanged: it asks for this already, and is valid until {before.Expires:yyyy-MM-dd}.");
            return ExitCode.Ok;
        }

        HandoverFiles.Write(
            file,
            HandoverJson.Write(request, SshSignatures.Sign(key, HandoverFiles.RequestPurpose, HandoverJson.TextToSign(request)))
        );
        screen.Line($"Wrote {file}, valid until {request.Expires:yyyy-MM-dd}. Nothing in it is secret.");
        screen.Line("Send it to the customer, and over another channel the fingerprint of the key that signed it:");
        screen.Command($"  {SshSignatures.Fingerprint(HandoverReader.Request(file, HandoverFiles.Text(file)).Value!.Signature.Key)}");
        return ExitCode.Ok;
    }

    private static void DemandStillGood(string file, HandoverRequest before, HandoverRequest request, DateTimeOffset now)
    {
        const string Renew = "Add --renew; the external ID stays, and the customer applies the new documents.";
        if (before.Expires <= now)
        {
            throw SshSignatures.Refused(
                HandoverFindings.NotValidNow(SourceLocation.Top(file), "The request", $"expired on {before.Expires:yyyy-MM-dd}", Renew)
            );
        }

        if (!request.AsksTheSame(before))
        {
            throw SshSignatures.Refused(
                HandoverFindings.InTheWay(SourceLocation.Top(file), "The request asks for something else than this stack needs now.", Renew)
            );
        }
    }

    /// <summary>The end of the last day.</summary>
    private static DateTimeOffset EndOf(DateOnly? last, DateTimeOffset now)
    {
        var day = last ?? DateOnly.FromDateTime((now + HandoverRequest.UsualLife).UtcDateTime);
        var end = new DateTimeOffset(day.ToDateTime(new TimeOnly(23, 59, 59)), TimeSpan.Zero);
        var how =
            end <= now ? $"would expire on {day:yyyy-MM-dd}, which is past"
            : end > now + HandoverRequest.LongestLife ? $"would be valid for more than {HandoverRequest.LongestLife.Days} days"
            : null;
        return how is null
            ? end
            : throw SshSignatures.Refused(
                HandoverFindings.NotValidNow(
                    new SourceLocation("--expires", 0, 0, ""),
                    "The request",
                    how,
                    $"Name a day within the next {HandoverRequest.LongestLife.Days} with --expires."
                )
            );
    }
}
