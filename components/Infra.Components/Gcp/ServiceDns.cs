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
    /// <param name="name">The service's.</param>
    /// <exception cref="KeyNotFoundException">A record set is of a node whose public address is not given.</exception>
    public ServiceDns(string name, ServiceDnsArgs args, ComponentResourceOptions? options = null)
        : base("infra:gcp:ServiceDns", name, options)
    {
        foreach (var record in args.Records)
        {
            _ = new CloudDns.RecordSet(
                record.Key,
                new CloudDns.RecordSetArgs
                {
                    ManagedZone = args.ManagedZone,
                    // Google wants a name to its end, the root's dot included.
                    Name = $"{record.Name}.",
                    Type = DnsText.Of(record.Type),
                    Ttl = args.Ttl,
                    Rrdatas = DnsAddresses.Of(record, args.PublicAddresses),
                },
                new CustomResourceOptions { Parent = this, DependsOn = args.After }
            );
        }

        RegisterOutputs(DnsAddresses.Registered(args.Records));
    }
}
