using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Infra.Core.Iam;

namespace Infra.Core.Clouds.Gcp;

/// <content>Access of an operator to a Google Cloud project.</content>
internal sealed partial class GcpCloud
{
    public ImmutableArray<AccessFormat> AccessFormats { get; } = [AccessFormat.Json, AccessFormat.Terraform];

    public bool UsesExternalId => false;

    public string WriteAccess(AccessNeeds needs, OperatorIdentity? identity, AccessFormat format)
    {
        var template = new GcpAccessTemplate(needs, identity);
        return format switch
        {
            AccessFormat.Json => template.Json(),
            AccessFormat.Terraform => template.Terraform(),
            AccessFormat.CloudFormation or AccessFormat.Bicep => throw new UnreachableException(),
            _ => throw new UnreachableException(),
        };
    }

    public ImmutableArray<HandedBack> IdentityOf(AccessNeeds needs, OperatorIdentity identity) =>
        [new("serviceAccount", "serviceaccount", GcpAccessTemplate.EmailOf(needs.Project, needs.Account!), ".+")];

    public string? PrincipalProblem(string principal) =>
        Member().IsMatch(principal) && !principal.EndsWith('\n')
            ? null
            : "A principal on Google Cloud is an IAM member: 'serviceAccount:deployer@operator-project.iam.gserviceaccount.com'.";

    [GeneratedRegex(GcpAccessTemplate.MemberForm)]
    private static partial Regex Member();
}
