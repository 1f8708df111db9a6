using System.Collections.Immutable;
using Infra.Core.Dns;
using Pulumi;
using AzureDns = Pulumi.Azure.Dns;

namespace Infra.Components.Azure;

/// <summary>
/// One service's names in the Azure DNS zone that the stack file gives. Each record set is a resource, named by what it
/// means; the zone itself is the operators', and records that are there already are an error, never replaced.
/// </summary>
public sealed class ServiceDns : ComponentResource
{
    /// <param name="ready">What must be in place first: a name never leads to a node that has not been confirmed.</param>
    /// <param name="publicAddresses">Key of each of the service's nodes that has a public address, to that.</param>
    /// <exception cref="InvalidOperationException">The project has no zone.</exception>
    public ServiceDns(
        string service,
        ProjectContext context,
        Output<ImmutableArray<Resource>> ready,
        IReadOnlyDictionary<string, Output<string>> publicAddresses,
        ComponentResourceOptions? options = null
    )
        : base("infra:azure:ServiceDns", service, options)
    {
        var spec = context.Plan.Spec;
        if (context.Plan.Names is not { } dns)
            throw new InvalidOperationException($"The project {spec.Name} has no DNS zone.");
        var child = new CustomResourceOptions { Parent = this, DependsOn = ready };
        foreach (var record in dns.Records.Where(record => record.Service == service))
        {
            // Azure wants a name without its zone.
            var name = record.Name[..^(dns.Zone.Length + 1)];
            var addresses = DnsAddresses.Of(record, publicAddresses);
            _ = record.Type switch
            {
                DnsRecordType.A => (Resource)
                    new AzureDns.ARecord(
                        record.Key,
                        new AzureDns.ARecordArgs
                        {
                            Name = name,
                            ZoneName = dns.Zone,
                            ResourceGroupName = spec.Dns!.CloudId!,
                            Ttl = dns.TtlSeconds,
                            Records = addresses,
                            Tags = Tags.OfService(context, service),
                        },
                        child
                    ),
                DnsRecordType.Aaaa => new AzureDns.AaaaRecord(
                    record.Key,
                    new AzureDns.AaaaRecordArgs
                    {
                        Name = name,
                        ZoneName = dns.Zone,
                        ResourceGroupName = spec.Dns!.CloudId!,
                        Ttl = dns.TtlSeconds,
                        Records = addresses,
                        Tags = Tags.OfService(context, service),
                    },
                    child
                ),
                var other => throw new InvalidOperationException($"record {record.Key}: no such type {other}"),
            };
        }

        RegisterOutputs();
    }
}
