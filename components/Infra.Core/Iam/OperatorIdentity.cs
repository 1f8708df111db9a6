namespace Infra.Core.Iam;

/// <summary>Who is to be given access.</summary>
/// <param name="Principal">
/// AWS: the ARN of a role or user, or of an account's root. Azure: the application (client) ID. Google Cloud: an IAM member, such as
/// <c>serviceAccount:deployer@operator.iam.gserviceaccount.com</c>.
/// </param>
/// <param name="ExternalId">
/// AWS: what the operator must name when it assumes the role, so that nobody else can make it use this customer's role for them. Not a
/// secret. Null elsewhere.
/// </param>
public sealed record OperatorIdentity(string Principal, string? ExternalId);
