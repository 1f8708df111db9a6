using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Identity;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Text;
using static Infra.Core.Spec.Schema.SchemaParts;

namespace Infra.Core.Clouds.Aws;

/// <summary>A role of the project's account.</summary>
internal sealed partial class AwsRunAsForm : RunAsForm
{
    private const string Role = "role";
    private const string ExternalId = "externalId";
    private const string SessionName = "sessionName";

    internal override ImmutableArray<string> Keys { get; } = [Role, ExternalId, SessionName];

    internal override ImmutableArray<string> Required { get; } = [Role];

    internal override RunAs? Read(MapReader keys, RunAsProject project, DiagnosticBag bag)
    {
        var arn = AwsRoleArn.Read(
            keys.Required(Role, $"{Role}: arn:aws:iam::111122223333:role/infra-deployer"),
            project.Account,
            project.Region,
            BadId.RunAs,
            bag
        );
        var externalId = PeerIds.Read(
            keys.Optional(ExternalId),
            ExternalIdForm(),
            "an external ID",
            "2 to 1224 letters, digits and any of '+=,.@:/_-'",
            bag,
            BadId.RunAs
        );
        var session = PeerIds.Read(
            keys.Optional(SessionName),
            SessionForm(),
            "a session's name",
            "2 to 64 letters, digits and any of '+=,.@_-'",
            bag,
            BadId.RunAs
        );
        return arn is null ? null : new RunAs.AwsRole(arn, externalId, session ?? $"infra-{project.Name}");
    }

    internal override IEnumerable<(string Key, string Id)> Ids(RunAs identity) =>
        identity is RunAs.AwsRole role ? [(Role, role.Account)] : [];

    internal override JsonObject Schema(string key) =>
        key switch
        {
            Role => AnyText("The ARN of a role of the project's account, which the provider assumes."),
            ExternalId => Matching("The external ID that the role's trust policy requires.", ExternalIdForm()),
            SessionName => Matching("The session's name in the account's audit log; 'infra-<project>' without it.", SessionForm()),
            _ => throw NotInSchema(key),
        };

    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, in ASCII.
    [GeneratedRegex(@"\A[A-Za-z0-9_+=,.@:/-]{2,1224}\z")]
    private static partial Regex ExternalIdForm();

    [GeneratedRegex(@"\A[A-Za-z0-9_+=,.@-]{2,64}\z")]
    private static partial Regex SessionForm();
}
