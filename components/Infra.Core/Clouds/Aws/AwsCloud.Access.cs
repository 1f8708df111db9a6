using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Infra.Core.Iam;

namespace Infra.Core.Clouds.Aws;

/// <content>Access of an operator to an account.</content>
internal sealed partial class AwsCloud
{
    public ImmutableArray<AccessFormat> AccessFormats { get; } = [AccessFormat.Json, AccessFormat.CloudFormation, AccessFormat.Terraform];

    public bool UsesExternalId => true;

    public string WriteAccess(AccessNeeds needs, OperatorIdentity? identity, AccessFormat format)
    {
        var template = new AwsAccessTemplate(needs, identity);
        return format switch
        {
            AccessFormat.Json => template.Json(),
            AccessFormat.CloudFormation => template.CloudFormation(),
            AccessFormat.Terraform => template.Terraform(),
            AccessFormat.Bicep => throw new UnreachableException(),
            _ => throw new UnreachableException(),
        };
    }

    public ImmutableArray<HandedBack> IdentityOf(AccessNeeds needs, OperatorIdentity identity) =>
        [
            new(
                "role",
                "rolearn",
                $"arn:{AwsArn.Partition(needs.Region)}:iam::{needs.Account}:role/{new AwsAccessNames(needs.Project).Role}",
                ".+"
            ),
            .. identity.ExternalId is { } id ? [new HandedBack("externalId", null, id, ".+")] : Array.Empty<HandedBack>(),
        ];

    public string? PrincipalProblem(string principal) =>
        Principal().IsMatch(principal) && !principal.EndsWith('\n')
            ? null
            : "A principal on AWS is the ARN of a role, of a user or of an account's root: 'arn:aws:iam::111122223333:role/deployer'.";

    [GeneratedRegex(AwsAccessTemplate.PrincipalForm)]
    private static partial Regex Principal();
}
