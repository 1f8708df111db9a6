using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Identity;
using Infra.Core.Spec.Peerings;
using Infra.Core.Spec.Text;
using static Infra.Core.Spec.Schema.SchemaParts;

namespace Infra.Core.Clouds.Gcp;

/// <summary>A service account with rights in the cloud project.</summary>
internal sealed partial class GcpRunAsForm : RunAsForm
{
    private const string ServiceAccount = "serviceAccount";

    internal override ImmutableArray<string> Keys { get; } = [ServiceAccount];

    internal override ImmutableArray<string> Required => Keys;

    internal override RunAs? Read(MapReader keys, RunAsProject project, DiagnosticBag bag)
    {
        var node = keys.Required(ServiceAccount, $"{ServiceAccount}: infra-deployer@your-project-id.iam.gserviceaccount.com");
        var email = PeerIds.Read(
            node,
            EmailForm(),
            "a service account's email address",
            "'infra-deployer@acme-databases.iam.gserviceaccount.com'",
            bag,
            BadId.RunAs
        );
        if (email is null)
        {
            return null;
        }

        // A central account may have rights in many projects, so this is no error; but a wrong one would have none here.
        if (project.Account is { } account && OwnerOf(email) != account)
        {
            bag.Add(RunAsOfOtherProject.Of(node!.Where, OwnerOf(email), account));
        }

        return new RunAs.GoogleServiceAccount(email);
    }

    internal override IEnumerable<(string Key, string Id)> Ids(RunAs identity) =>
        identity is RunAs.GoogleServiceAccount account ? [(ServiceAccount, OwnerOf(account.Email))] : [];

    internal override JsonObject Schema(string key) =>
        key switch
        {
            ServiceAccount => Matching("The service account that the provider impersonates.", EmailForm()),
            _ => throw NotInSchema(key),
        };

    /// <summary>The project that owns it. <c>sa@clients.example.com.iam…</c> belongs to <c>example.com:clients</c>.</summary>
    private static string OwnerOf(string email)
    {
        var owner = email[(email.IndexOf('@', StringComparison.Ordinal) + 1)..^".iam.gserviceaccount.com".Length];
        return owner.Split('.', 2) is [var id, var domain] ? $"{domain}:{id}" : owner;
    }

    // https://cloud.google.com/iam/docs/service-account-overview#service-account-email: names of 6 to 30 characters. Google's own accounts
    // and agents have other domains, and nobody may impersonate them.
    [GeneratedRegex(@"\A[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z][a-z0-9-]{4,28}[a-z0-9](\.[a-z0-9-]{1,63}){0,4}\.iam\.gserviceaccount\.com\z")]
    private static partial Regex EmailForm();
}
