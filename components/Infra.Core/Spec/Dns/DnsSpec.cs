namespace Infra.Core.Spec.Dns;

/// <summary>The public zone that contains the project's names. It already exists: the project owns only its records in it.</summary>
/// <param name="Zone">Its name in lower case without the trailing dot: <c>db.example.com</c>.</param>
/// <param name="CloudId">
/// How the cloud identifies it: Route 53's hosted zone ID, the resource group of an Azure DNS zone, the name of a Cloud DNS managed zone.
/// Null on the local cloud, which has none.
/// </param>
/// <param name="TtlSeconds">How long resolvers cache an answer.</param>
public sealed record DnsSpec(string Zone, string? CloudId, int TtlSeconds);
