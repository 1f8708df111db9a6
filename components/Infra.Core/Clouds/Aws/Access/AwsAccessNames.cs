using Infra.Core.Iam.Templates;

namespace Infra.Core.Clouds.Aws;

/// <summary>
/// What the customer's documents create, by name: all begin with the project's name. The role is not matched by the patterns of roles that
/// it may itself create.
/// </summary>
/// <param name="project">The project's name.</param>
internal sealed class AwsAccessNames(string project)
{
    internal const string Partition = "partition";
    internal const string Account = "account";
    internal const string Principal = "principal";
    internal const string ExternalId = "externalId";

    /// <summary>The role that the operator assumes.</summary>
    internal string Role => $"{project}-infra-operator";

    /// <summary>Its boundary.</summary>
    internal string Boundary => $"{Role}-boundary";

    /// <summary>The boundary of roles that it creates.</summary>
    internal string WorkloadBoundary => $"{project}-infra-workload-boundary";

    /// <summary>Its permissions: several policies, because one has a maximum size.</summary>
    /// <param name="number">From 1.</param>
    internal string Policy(int number) => $"{Role}-{number}";

    internal Term.Text RoleArn => Iam("role", Role);

    internal Term.Text WorkloadBoundaryArn => Iam("policy", WorkloadBoundary);

    internal static Term.Text Iam(string kind, string name) =>
        Term.Join($"arn:{Term.Hole(Partition)}:iam::{Term.Hole(Account)}:{kind}/{name}");
}
