using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Identity;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Text;
using static Infra.Core.Spec.Schema.SchemaParts;

namespace Infra.Core.Clouds.Azure;

/// <summary>An application with rights in the project's subscription.</summary>
internal sealed class AzureRunAsForm : RunAsForm
{
    private const string Tenant = "tenant";
    private const string Application = "application";

    internal override ImmutableArray<string> Keys { get; } = [Tenant, Application];

    internal override ImmutableArray<string> Required => Keys;

    internal override RunAs? Read(MapReader keys, RunAsProject project, DiagnosticBag bag)
    {
        var tenant = Uuid(Tenant, "a tenant's ID");
        var application = Uuid(Application, "an application's (client) ID");
        return tenant is null || application is null ? null : new RunAs.AzureApplication(tenant, application);

        string? Uuid(string key, string what) =>
            PeerIds.Uuid(keys.Required(key, $"{key}: 00000000-0000-4000-8000-000000000000"), what, bag, BadId.RunAs);
    }

    internal override IEnumerable<(string Key, string Id)> Ids(RunAs identity) =>
        identity is RunAs.AzureApplication application ? [(Tenant, application.Tenant), (Application, application.Application)] : [];

    internal override JsonObject Schema(string key) =>
        key switch
        {
            Tenant => AnyText("The tenant of the subscription."),
            Application => AnyText("The (client) ID of the application that the provider signs in as."),
            _ => throw NotInSchema(key),
        };
}
