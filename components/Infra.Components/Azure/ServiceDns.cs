using Infra.Core.Dns;
using Pulumi;
using AzureDns = Pulumi.Azure.Dns;

namespace Infra.Components.Azure;

/// <summary>
/// One service's names in the Azure DNS zone given in the stack file. Each record set is a resource named after its meaning. The zone
/// itself belongs to the operators, and records that already exist are an error, never overwritten.
/// </summary>
public sealed class ServiceDns : ComponentResource
{
    /// <param name="name">The service's name.</param>
    /// <exception cref="KeyNotFoundException">A record set refers to a node whose public address is missing.</exception>
    public ServiceDns(string name, ServiceDnsArgs args, ComponentResourceOptions? options = null)
        : base("infra:azure:ServiceDns", name, options)
    {
        var child = new CustomResourceOptions { Parent = this, DependsOn = args.After };
        foreach (var record in args.Records)
        {
            // Azure expects the name without its zone.
            var label = record.Name[..^(args.Zone.Length + 1)];
            var addresses = DnsAddresses.Of(record, args.PublicAddresses);
            _ = record.Type switch
            {
                DnsRecordType.A => (Resource)
                    new AzureDns.ARecord(
                        record.Key,
                        new AzureDns.ARecordArgs
                        {
                            Name = label,
                            ZoneName = args.Zone,
                            ResourceGroupName = args.ZoneResourceGroup,
                            Ttl = args.Ttl,
                            Records = addresses,
                            Tags = args.Tags,
                        },
                        child
                    ),
                DnsRecordType.Aaaa => new AzureDns.AaaaRecord(
                    record.Key,
                    new AzureDns.AaaaRecordArgs
                    {
                        Name = label,
                        ZoneName = args.Zone,
                        ResourceGroupName = args.ZoneResourceGroup,
                        Ttl = args.Ttl,
                        Records = addresses,
                        Tags = args.Tags,
                    },
                    child
                ),
                var other => throw new InvalidOperationException($"record {record.Key}: no such type {other}"),
            };
        }

        RegisterOutputs(DnsAddresses.Registered(args.Records));
    }
}
