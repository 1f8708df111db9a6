using Infra.Core.Dns;
using Pulumi;
using Route53 = Pulumi.Aws.Route53;

namespace Infra.Components.Aws;

/// <summary>
/// One service's names in the Route 53 zone given in the stack file. Each record set is a resource named after its meaning. The zone
/// itself belongs to the operators, and records that already exist are an error, never overwritten.
/// </summary>
public sealed class ServiceDns : ComponentResource
{
    /// <param name="name">The service's name.</param>
    /// <exception cref="KeyNotFoundException">A record set refers to a node whose public address is missing.</exception>
    public ServiceDns(string name, ServiceDnsArgs args, ComponentResourceOptions? options = null)
        : base("infra:aws:ServiceDns", name, options)
    {
        foreach (var record in args.Records)
        {
            var set = new Route53.RecordArgs
            {
                ZoneId = args.ZoneId,
                Name = record.Name,
                Type = DnsText.Of(record.Type),
                Ttl = args.Ttl,
                Records = DnsAddresses.Of(record, args.PublicAddresses),
            };
            _ = new Route53.Record(record.Key, set, new CustomResourceOptions { Parent = this, DependsOn = args.After });
        }

        RegisterOutputs(DnsAddresses.Registered(args.Records));
    }
}
