using System.Collections.Immutable;
using Infra.Core.Iam;
using Infra.Core.Iam.Templates;

namespace Infra.Core.Clouds.Aws;

/// <summary>The operator's role as a CloudFormation template, as a Terraform file and as the documents themselves.</summary>
internal sealed class AwsAccessTemplate(AccessNeeds needs, OperatorIdentity? identity)
{
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: never a wildcard, nor a session.
    internal const string PrincipalForm = "^arn:aws(-cn|-us-gov)?:iam::[0-9]{12}:(root|(role|user)/[A-Za-z0-9+=,.@_/-]{1,576})$";
    private const string ExternalIdForm = "^[A-Za-z0-9_+=,.@:/-]{2,}$";
    private const string PrincipalText = "The ARN of the operator's role or user, which may assume the role.";
    private const string ExternalIdText =
        "What the operator must name when it assumes the role. Not a secret, but unique to this customer.";
    private const string BoundaryHole = "boundary";
    private const string WorkloadHole = "workloadBoundary";

    private readonly AwsAccessPolicies _policies = new(needs);

    private AwsAccessNames Names => _policies.Names;

    private string RoleText => $"Creates, changes and removes the resources of {needs.Project}.";

    private string BoundaryText => $"The outer limit of {Names.Role}. Grants nothing.";

    private string WorkloadText => $"The outer limit of roles that {Names.Role} creates. Grants nothing.";

    internal string Json()
    {
        var writer = new JsonTerms(
            ImmutableSortedDictionary.CreateRange([
                KeyValuePair.Create(AwsAccessNames.Account, needs.Account ?? "<account>"),
                KeyValuePair.Create(AwsAccessNames.Partition, AwsArn.Partition(needs.Region)),
                KeyValuePair.Create(AwsAccessNames.Principal, identity?.Principal ?? "<operator principal>"),
                KeyValuePair.Create(AwsAccessNames.ExternalId, identity?.ExternalId ?? "<external ID>"),
            ])
        );
        var policies = new List<(string, Term)>
        {
            (Names.Boundary, _policies.Boundary),
            (Names.WorkloadBoundary, _policies.WorkloadBoundary),
        };
        policies.AddRange(_policies.Permissions.Select((policy, i) => (Names.Policy(i + 1), (Term)policy)));
        var role = Term.Of(
            ("name", Term.Of(Names.Role)),
            ("trust", AwsAccessPolicies.Trust),
            ("permissionsBoundary", Term.Of(Names.Boundary)),
            ("policies", Term.Of(_policies.Permissions.Select((_, i) => Names.Policy(i + 1))))
        );
        return $"{writer.Write(Term.Of(("role", role), ("managedPolicies", new Term.Map([.. policies]))), 0)}\n";
    }

    internal string CloudFormation()
    {
        var writer = new YamlTerms(
            ImmutableSortedDictionary.CreateRange([
                KeyValuePair.Create(AwsAccessNames.Account, "AWS::AccountId"),
                KeyValuePair.Create(AwsAccessNames.Partition, "AWS::Partition"),
                KeyValuePair.Create(AwsAccessNames.Principal, "OperatorPrincipal"),
                KeyValuePair.Create(AwsAccessNames.ExternalId, "ExternalId"),
                KeyValuePair.Create(BoundaryHole, "OperatorBoundary"),
                KeyValuePair.Create(WorkloadHole, "WorkloadBoundary"),
                .. _policies.Permissions.Select((_, i) => KeyValuePair.Create($"policy{i + 1}", $"Permissions{i + 1}")),
            ])
        );
        var resources = new List<(string, Term)>
        {
            ("OperatorBoundary", Policy(Names.Boundary, BoundaryText, _policies.Boundary)),
            ("WorkloadBoundary", Policy(Names.WorkloadBoundary, WorkloadText, _policies.WorkloadBoundary)),
        };
        resources.AddRange(
            _policies.Permissions.Select((policy, i) => ($"Permissions{i + 1}", (Term)Policy(Names.Policy(i + 1), RoleText, policy)))
        );
        resources.Add(
            (
                "OperatorRole",
                Term.Of(
                    ("Type", Term.Of("AWS::IAM::Role")),
                    (
                        "Properties",
                        Term.Of(
                            ("RoleName", Term.Of(Names.Role)),
                            ("Description", Term.Of(RoleText)),
                            ("PermissionsBoundary", Term.Hole(BoundaryHole)),
                            ("AssumeRolePolicyDocument", AwsAccessPolicies.Trust),
                            ("ManagedPolicyArns", Term.Of(_policies.Permissions.Select((_, i) => (Term)Term.Hole($"policy{i + 1}"))))
                        )
                    )
                )
            )
        );
        var template = Term.Of(
            ("AWSTemplateFormatVersion", Term.Of("2010-09-09")),
            ("Description", Term.Of($"Access of an operator to this account, for {needs.Project} in {needs.Region}.")),
            (
                "Parameters",
                Term.Of(
                    ("OperatorPrincipal", Parameter(PrincipalText, identity?.Principal, PrincipalForm)),
                    ("ExternalId", Parameter(ExternalIdText, identity?.ExternalId, ExternalIdForm))
                )
            ),
            ("Resources", new Term.Map([.. resources])),
            ("Outputs", Term.Of(("RoleArn", Term.Of(("Value", Term.Of(("Fn::GetAtt", Term.Of(["OperatorRole", "Arn"]))))))))
        );
        return $"""
            # Generated by infra permissions; review it, then:
            #   aws cloudformation deploy --stack-name {Names.Role} --template-file FILE --capabilities CAPABILITY_NAMED_IAM
            {writer.Write(template, 0)}

            """;
    }

    internal string Terraform()
    {
        var writer = new HclTerms(
            ImmutableSortedDictionary.CreateRange([
                KeyValuePair.Create(AwsAccessNames.Account, "data.aws_caller_identity.this.account_id"),
                KeyValuePair.Create(AwsAccessNames.Partition, "data.aws_partition.this.partition"),
                KeyValuePair.Create(AwsAccessNames.Principal, "var.operator_principal"),
                KeyValuePair.Create(AwsAccessNames.ExternalId, "var.external_id"),
            ])
        );
        var file = new HclFile()
            .Comment("Generated by infra permissions; review it, then: terraform init && terraform apply")
            .Provider(("aws", ">= 5.0"))
            .Variable("operator_principal", PrincipalText, identity?.Principal, PrincipalForm)
            .Variable("external_id", ExternalIdText, identity?.ExternalId, ExternalIdForm)
            .Block("data \"aws_caller_identity\" \"this\"")
            .Block("data \"aws_partition\" \"this\"");
        Add("boundary", Names.Boundary, BoundaryText, _policies.Boundary);
        Add("workload_boundary", Names.WorkloadBoundary, WorkloadText, _policies.WorkloadBoundary);
        for (var i = 0; i < _policies.Permissions.Length; i++)
        {
            Add($"permissions_{i + 1}", Names.Policy(i + 1), RoleText, _policies.Permissions[i]);
        }

        file.Block(
            "resource \"aws_iam_role\" \"operator\"",
            ("name", HclTerms.Quote(Names.Role)),
            ("description", HclTerms.Quote(RoleText)),
            ("permissions_boundary", "aws_iam_policy.boundary.arn"),
            ("assume_role_policy", $"jsonencode({writer.Write(AwsAccessPolicies.Trust, 2)})")
        );
        for (var i = 1; i <= _policies.Permissions.Length; i++)
        {
            file.Block(
                $"resource \"aws_iam_role_policy_attachment\" \"permissions_{i}\"",
                ("role", "aws_iam_role.operator.name"),
                ("policy_arn", $"aws_iam_policy.permissions_{i}.arn")
            );
        }

        return file.Block("output \"role_arn\"", ("value", "aws_iam_role.operator.arn")).ToString();

        void Add(string label, string name, string description, Term.Map document) =>
            file.Block(
                $"resource \"aws_iam_policy\" \"{label}\"",
                ("name", HclTerms.Quote(name)),
                ("description", HclTerms.Quote(description)),
                ("policy", $"jsonencode({writer.Write(document, 2)})")
            );
    }

    private static Term.Map Policy(string name, string description, Term.Map document) =>
        Term.Of(
            ("Type", Term.Of("AWS::IAM::ManagedPolicy")),
            (
                "Properties",
                Term.Of(("ManagedPolicyName", Term.Of(name)), ("Description", Term.Of(description)), ("PolicyDocument", document))
            )
        );

    private static Term.Map Parameter(string description, string? value, string form)
    {
        var entries = ImmutableArray.Create<(string, Term)>(("Type", Term.Of("String")), ("Description", Term.Of(description)));
        entries = value is null ? entries : entries.Add(("Default", Term.Of(value)));
        return new Term.Map(entries.Add(("AllowedPattern", Term.Of(form))));
    }
}
