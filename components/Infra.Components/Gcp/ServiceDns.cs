using System.Collections.Immutable;
using Infra.Core.Dns;
using Pulumi;
using CloudDns = Pulumi.Gcp.Dns;

namespace Infra.Components.Gcp;

/// <summary>
/// One service's names in the Cloud DNS zone that the stack file gives. Each record set is a resource, named by what it
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
        : base("infra:gcp:ServiceDns", service, options)
    {
        var spec = context.Plan.Spec;
        if (context.Plan.Names is not { } dns)
            throw new InvalidOperationException($"The project {spec.Name} has no DNS zone.");
        foreach (var record in dns.Records.Where(record => record.Service == service))
        {
            _ = new CloudDns.RecordSet(
                record.Key,
                new CloudDns.RecordSetArgs
                {
                    ManagedZone = spec.Dns!.CloudId!,
                    // Google wants a name to its end, the root's dot included.
                    Name = $"{record.Name}.",
                    Type = DnsText.Of(record.Type),
                    Ttl = dns.TtlSeconds,
                    Rrdatas = DnsAddresses.Of(record, publicAddresses),
                },
                new CustomResourceOptions { Parent = this, DependsOn = ready }
            );
        }

        RegisterOutputs();
    }
}
