using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Infra.Core.Iam;

namespace Infra.Core.Clouds.Azure;

/// <content>Access of an operator to a subscription.</content>
internal sealed partial class AzureCloud
{
    public ImmutableArray<AccessFormat> AccessFormats { get; } = [AccessFormat.Json, AccessFormat.Bicep, AccessFormat.Terraform];

    public bool UsesExternalId => false;

    public string WriteAccess(AccessNeeds needs, OperatorIdentity? identity, AccessFormat format)
    {
        var template = new AzureAccessTemplate(needs, identity);
        return format switch
        {
            AccessFormat.Json => template.Json(),
            AccessFormat.Bicep => template.Bicep(),
            AccessFormat.Terraform => template.Terraform(),
            AccessFormat.CloudFormation => throw new UnreachableException(),
            _ => throw new UnreachableException(),
        };
    }

    public ImmutableArray<HandedBack> IdentityOf(AccessNeeds needs, OperatorIdentity identity) =>
        [
            new("application", null, identity.Principal, AzureAccessTemplate.ApplicationForm),
            new("tenant", "tenantid", null, AzureAccessTemplate.ApplicationForm),
        ];

    public string? PrincipalProblem(string principal) =>
        Application().IsMatch(principal) && !principal.EndsWith('\n')
            ? null
            : "A principal on Azure is an application's (client) ID, in lower case: '00000000-0000-4000-8000-000000000000'.";

    [GeneratedRegex(AzureAccessTemplate.ApplicationForm)]
    private static partial Regex Application();
}
