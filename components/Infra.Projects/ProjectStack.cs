using System.Collections.Immutable;
using Infra.Components;
using Pulumi;

namespace Infra.Projects;

/// <summary>A project's stack: creates what was planned on the cloud named in the plan. It decides nothing and writes no file.</summary>
public sealed class ProjectStack : Stack
{
    /// <param name="record">Receives the image of each node, once all are up, and the services that the run has reached.</param>
    internal ProjectStack(CloudRequest request, RunRecord record, StackOptions? options)
        : base(options)
    {
        var plan = request.Plan;
        var created = CloudPrograms.Create(request);

        Nodes = Output.Create(plan.Topology.Nodes.Select(node => node.Key).ToImmutableArray());
        PrivateAddresses = created.PrivateAddresses;
        Ports = Output.Create(
            plan.Topology.Ports.ToImmutableDictionary(service => service.Key, service => service.Value.ToImmutableDictionary())
        );
        PublicAddresses = created.PublicAddresses;
        SshEndpoints = created.SshEndpoints;
        HostKeys = created.HostKeys;
        NatAddresses = created.NatAddresses;
        Images = created.Images.Derive(images =>
        {
            record.NoteImages(images);
            return images;
        });
        foreach (var (service, reached) in created.Reached)
            _ = reached.Derive(all =>
            {
                if (all)
                    record.NoteReached(service);
                return all;
            });
        Peerings = created.Peerings.States;
        PeeringContracts = created.Peerings.Contracts;
        Names = Output.Create(
            (plan.Names?.Records ?? [])
                .GroupBy(record => record.Service)
                .ToImmutableDictionary(
                    service => service.Key,
                    service => service.Select(record => record.Name).Distinct().ToImmutableArray()
                )
        );
    }

    /// <summary>Node keys.</summary>
    [Output("nodes")]
    public Output<ImmutableArray<string>> Nodes { get; private set; }

    /// <summary>Node key to address on the project's network.</summary>
    [Output("privateAddresses")]
    public Output<ImmutableDictionary<string, string>> PrivateAddresses { get; private set; }

    /// <summary>Node key to public address, for the nodes that have one.</summary>
    [Output("publicAddresses")]
    public Output<ImmutableDictionary<string, string>> PublicAddresses { get; private set; }

    /// <summary>Service, then component, to port.</summary>
    [Output("ports")]
    public Output<ImmutableDictionary<string, ImmutableDictionary<string, int>>> Ports { get; private set; }

    /// <summary>Node key to <c>host:port</c> for operators.</summary>
    [Output("sshEndpoints")]
    public Output<ImmutableDictionary<string, string>> SshEndpoints { get; private set; }

    /// <summary>Node key to its SSH host key, to be pinned by anyone who logs in.</summary>
    [Output("hostKeys")]
    public Output<ImmutableDictionary<string, string>> HostKeys { get; private set; }

    /// <summary>
    /// Zone key to the public source address of that zone's nodes, for partners' allowlists. On AWS and GCP nodes with a public address
    /// of their own use that instead.
    /// </summary>
    [Output("natAddresses")]
    public Output<ImmutableDictionary<string, string>> NatAddresses { get; private set; }

    /// <summary>
    /// Node key to the cloud's ID of the image its VM was created from: AWS and Google Cloud. Recorded in the lock file.
    /// </summary>
    [Output("images")]
    public Output<ImmutableDictionary<string, string>> Images { get; private set; }

    /// <summary>Service to its DNS names, including those of its nodes; empty without a zone.</summary>
    [Output("names")]
    public Output<ImmutableDictionary<string, ImmutableArray<string>>> Names { get; private set; }

    /// <summary>
    /// Peering to its <c>state</c> (<c>pending-peer</c>, <c>active</c>, <c>rejected</c>, <c>deleted-by-peer</c>, <c>unknown</c>) and
    /// <c>id</c>, as of the last run or refresh.
    /// </summary>
    [Output("peerings")]
    public Output<ImmutableDictionary<string, ImmutableDictionary<string, string>>> Peerings { get; private set; }

    /// <summary>Peering to what its other side must do: the JSON of <c>infra peering --json</c>, with the IDs known so far.</summary>
    [Output("peeringContracts")]
    public Output<ImmutableDictionary<string, string>> PeeringContracts { get; private set; }
}
