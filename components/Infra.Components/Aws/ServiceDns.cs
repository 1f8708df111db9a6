using System.Collections.Immutable;
using Infra.Core.Dns;
using Pulumi;
using Route53 = Pulumi.Aws.Route53;

namespace Infra.Components.Aws;

/// <summary>
/// One service's names in the Route 53 zone that the stack file gives. Each record set is a resource, named by what it
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
        : base("infra:aws:ServiceDns", service, options)
    {
        var spec = context.Plan.Spec;
        if (context.Plan.Names is not { } dns)
            throw new InvalidOperationException($"The project {spec.Name} has no DNS zone.");
        foreach (var record in dns.Records.Where(record => record.Service == service))
        {
            var args = new Route53.RecordArgs
            {
                ZoneId = spec.Dns!.CloudId!,
                Name = record.Name,
                Type = DnsText.Of(record.Type),
                Ttl = dns.TtlSeconds,
                Records = DnsAddresses.Of(record, publicAddresses),
            };
            _ = new Route53.Record(record.Key, args, new CustomResourceOptions { Parent = this, DependsOn = ready });
        }

        RegisterOutputs();
    }
}
