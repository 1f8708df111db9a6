using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Infra.Components.Permissions;
using Infra.Core.Diagnostics;
using Infra.Core.Handover;
using Infra.Core.Iam;
using Infra.Core.Spec;

namespace Infra.Cli.Handover;

/// <summary>The customer's first step: who asks for what, from a file whose signature fits; and the documents that grant it.</summary>
internal static class CheckStep
{
    /// <summary>Shows the request, or with a format writes its documents.</summary>
    internal static int Run(HandoverWanted wanted, DateTimeOffset now, Screen screen)
    {
        var request = Demand(wanted, now);
        if (wanted.Format is { } word)
        {
            screen.Raw(AccountAccess.Write(request.Needs, request.Identity, AccessFormats.For(request.Needs.Cloud, word)).TrimEnd('\n'));
            return ExitCode.Ok;
        }

        var needs = request.Needs;
        foreach (
            var (what, value) in new[]
            {
                ("signed with", SshSignatures.Fingerprint(SshSignatures.ReadPublicKey(wanted.Signer!))),
                ("valid until", $"{request.Expires:yyyy-MM-dd HH:mm} UTC"),
                ("project", $"{needs.Project}, in {Words.Of(needs.Cloud)} {needs.Region}"),
                ("account", needs.Account!),
                ("operator", request.Identity.Principal),
                ("external ID", request.Identity.ExternalId ?? "none on this cloud"),
                ("connects from", string.Join(", ", request.ManagementSources)),
                ("zone of names", needs.DnsZone ?? "none"),
            }
        )
        {
            Show(what, value);
        }

        Show("permissions", $"{needs.Actions.Count}, each in infra's list for {Words.Of(needs.Cloud)}:");
        foreach (var service in needs.Actions.GroupBy(ServiceOf))
        {
            Show("", $"  {service.Key}: {service.Count()}");
        }

        var formats = AccountAccess.FormatsOf(needs.Cloud).Select(AccessFormats.Word);
        screen.Line($"To print the documents that grant this: --format {string.Join('|', formats)}.");
        return ExitCode.Ok;

        void Show(string what, string value) => screen.Line($"{what.PadRight(14)} {value}");
    }

    /// <summary><c>ec2</c> of <c>ec2:RunInstances</c>, <c>Microsoft.Compute</c>, <c>compute</c>.</summary>
    private static string ServiceOf(string action) =>
        action.Contains('/', StringComparison.Ordinal) ? action.Split('/')[0] : action.Split(':', '.')[0];

    /// <summary>The request, signed and valid, that asks for nothing which no stack needs.</summary>
    internal static HandoverRequest Demand(HandoverWanted wanted, DateTimeOffset now)
    {
        var file = HandoverWanted.Demand(wanted.Request, "--request", "the operator's file");
        var signer = HandoverWanted.Demand(wanted.Signer, "--signer", "the public key of the operator, which you got over another channel");
        var request = HandoverFiles.ReadRequest(file, signer, now);
        var table = PermissionTables.Of(request.Needs.Cloud)!;
        var strange = request.Needs.Actions.Except(table.Of(table.Entries.Keys));
        return strange.IsEmpty
            ? request
            : throw new StackErrorsException([
                .. strange.Select(action =>
                    HandoverFindings.BadValue(SourceLocation.Top(file, "content.actions"), action, "no project needs this permission.")
                ),
            ]);
    }
}
