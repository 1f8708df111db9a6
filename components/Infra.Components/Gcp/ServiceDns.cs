using Infra.Core.Dns;
using Pulumi;
using CloudDns = Pulumi.Gcp.Dns;

namespace Infra.Components.Gcp;

/// <summary>
/// One service's names in the Cloud DNS zone given in the stack file. Each record set is a resource named after its meaning. The zone
/// itself belongs to the operators, and records that already exist are an error, never overwritten.
/// </summary>
public sealed class ServiceDns : ComponentResource
{
    /// <param name="name">The service's name.</param>
    /// <exception cref="KeyNotFoundException">A record set refers to a node whose public address is missing.</exception>
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
                    // Google requires a fully qualified name with a trailing dot.
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
