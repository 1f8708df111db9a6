namespace Infra.Core.Spec.Dns;

/// <summary>The public zone that the project's names are in. It exists already: only records in it are the project's.</summary>
/// <param name="Zone">Its name without the last dot, lower case: <c>db.example.com</c>.</param>
/// <param name="CloudId">
/// What the cloud finds it by: Route 53's hosted zone id, the resource group of an Azure DNS zone, the name of a Cloud DNS
/// managed zone. Null on the local cloud, which has none.
/// </param>
/// <param name="TtlSeconds">How long resolvers keep an answer.</param>
public sealed record DnsSpec(string Zone, string? CloudId, int TtlSeconds);
