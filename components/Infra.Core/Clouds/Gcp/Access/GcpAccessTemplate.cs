using System.Collections.Immutable;
using Infra.Core.Iam;
using Infra.Core.Iam.Templates;

namespace Infra.Core.Clouds.Gcp;

/// <summary>
/// A service account with a custom role of exactly the permissions that the plan needs, which the operator may impersonate: the permission
/// to do so is on that account alone, and no key of it exists.
/// </summary>
internal sealed class GcpAccessTemplate
{
    internal const string MemberForm = "^(serviceAccount|user|group):[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{3,253}$";
    internal const string ProjectForm = "^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$";
    private const string Impersonation = "roles/iam.serviceAccountTokenCreator";
    private const string MemberText = "The operator, as an IAM member: serviceAccount:NAME@PROJECT.iam.gserviceaccount.com";

    // Whoever may set the project's policy may grant anything: these are granted apart, for the plan's own roles alone.
    private static readonly string[] Granting = ["resourcemanager.projects.getIamPolicy", "resourcemanager.projects.setIamPolicy"];

    private readonly AccessNeeds _needs;
    private readonly OperatorIdentity? _identity;
    private readonly ImmutableArray<string> _permissions;
    private readonly ImmutableArray<string> _granting;

    internal GcpAccessTemplate(AccessNeeds needs, OperatorIdentity? identity)
    {
        (_needs, _identity) = (needs, identity);
        _permissions = [.. needs.Actions.Where(action => !Granting.Contains(action))];
        _granting = [.. needs.Actions.Where(Granting.Contains)];
    }

    // 6 to 30 characters; a project's name has at most 20.
    private string Account => AccountOf(_needs.Project);

    // Letters, digits, underscores and full stops: names have dashes only.
    private string Role => $"{_needs.Project.Replace('-', '_')}_infra_operator";

    private string GrantRole => $"{Role}_grants";

    private string RoleText => $"Creates, changes and removes the resources of {_needs.Project}.";

    private string GrantText => $"Grants roles to the service accounts of {_needs.Project}.";

    /// <summary>
    /// The only roles that may be granted or revoked
    /// (https://cloud.google.com/iam/docs/setting-limits-on-granting-roles).
    /// </summary>
    private string GrantCondition =>
        $"api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly([{string.Join(", ", Grantable)}])";

    private IEnumerable<string> Grantable =>
        _needs
            .Resources.Where(resource => resource.Type == "gcp:projects/iAMMember:IAMMember")
            .Select(resource => $"'{resource.Texts["role"]}'")
            .Distinct()
            .Order(StringComparer.Ordinal);

    internal string Json()
    {
        const string Project = "project";
        const string Email = "email";
        var project = _needs.Account ?? "<project>";
        var writer = new JsonTerms(
            ImmutableSortedDictionary.CreateRange([
                KeyValuePair.Create(Project, project),
                KeyValuePair.Create(Email, EmailOf(_needs.Project, project)),
            ])
        );
        var roles = new List<(string, Term)> { (Role, RoleDocument(RoleText, _permissions)) };
        var bindings = new List<Term> { Binding(Role, condition: null) };
        if (!_granting.IsEmpty)
        {
            roles.Add((GrantRole, RoleDocument(GrantText, _granting)));
            bindings.Add(Binding(GrantRole, GrantCondition));
        }

        var document = Term.Of(
            ("serviceAccount", Term.Of(("accountId", Term.Of(Account)), ("email", Term.Hole(Email)))),
            ("customRoles", new Term.Map([.. roles])),
            ("projectBindings", Term.Of(bindings)),
            (
                "serviceAccountBindings",
                Term.Of([
                    (Term)
                        Term.Of(
                            ("role", Term.Of(Impersonation)),
                            ("members", Term.Of([_identity?.Principal ?? "<operator as an IAM member>"]))
                        ),
                ])
            )
        );
        return $"{writer.Write(document, 0)}\n";

        static Term.Map RoleDocument(string description, ImmutableArray<string> permissions) =>
            Term.Of(("title", Term.Of(description)), ("stage", Term.Of("GA")), ("includedPermissions", Term.Of(permissions)));

        static Term.Map Binding(string role, string? condition)
        {
            var entries = ImmutableArray.Create<(string, Term)>(
                ("role", Term.Join($"projects/{Term.Hole(Project)}/roles/{role}")),
                ("members", Term.Of([(Term)Term.Join($"serviceAccount:{Term.Hole(Email)}")]))
            );
            return new Term.Map(
                condition is null
                    ? entries
                    : entries.Add(
                        ("condition", Term.Of(("title", Term.Of("only the roles of the plan")), ("expression", Term.Of(condition))))
                    )
            );
        }
    }

    internal string Terraform()
    {
        var file = new HclFile()
            .Comment("Generated by infra permissions; review it, then: terraform init && terraform apply")
            .Provider(("google", ">= 6.0"))
            .Variable("project", "The Google Cloud project that everything is created in.", _needs.Account, ProjectForm)
            .Variable("operator_member", MemberText, _identity?.Principal, MemberForm)
            .Block(
                "resource \"google_service_account\" \"operator\"",
                ("project", "var.project"),
                ("account_id", HclTerms.Quote(Account)),
                ("display_name", HclTerms.Quote(RoleText))
            );
        Grant("operator", Role, RoleText, _permissions, condition: null);
        if (!_granting.IsEmpty)
        {
            Grant("grants", GrantRole, GrantText, _granting, GrantCondition);
        }

        return file.Block(
                "resource \"google_service_account_iam_member\" \"impersonation\"",
                ("service_account_id", "google_service_account.operator.name"),
                ("role", HclTerms.Quote(Impersonation)),
                ("member", "var.operator_member")
            )
            .Block("output \"service_account\"", ("value", "google_service_account.operator.email"))
            .ToString();

        void Grant(string label, string id, string title, ImmutableArray<string> permissions, string? condition)
        {
            file.Block(
                    $"resource \"google_project_iam_custom_role\" \"{label}\"",
                    ("project", "var.project"),
                    ("role_id", HclTerms.Quote(id)),
                    ("title", HclTerms.Quote(title)),
                    ("permissions", new HclTerms(ImmutableSortedDictionary<string, string>.Empty).Write(Term.Of(permissions), 2))
                )
                .Block(
                    $"resource \"google_project_iam_member\" \"{label}\"",
                    ("project", "var.project"),
                    ("role", $"google_project_iam_custom_role.{label}.name"),
                    ("member", "\"serviceAccount:${google_service_account.operator.email}\"")
                );
            if (condition is not null)
            {
                file.Inside("condition", ("title", "\"only the roles of the plan\""), ("expression", HclTerms.Quote(condition)));
            }
        }
    }

    /// <summary>The service account's address.</summary>
    /// <param name="project">The project's name here.</param>
    /// <param name="account">Google's ID of the project that it is in.</param>
    internal static string EmailOf(string project, string account) => $"{AccountOf(project)}@{DomainOf(account)}.iam.gserviceaccount.com";

    private static string AccountOf(string project) => $"{project}-infra-op";

    /// <summary>The domain of a project of an organisation's own comes last: <c>clients.example.com</c>.</summary>
    private static string DomainOf(string project) => project.Split(':') is [var domain, var id] ? $"{id}.{domain}" : project;
}
