using System.Collections.Immutable;
using Infra.Core.Dns;
using Pulumi;
using LocalCommand = Pulumi.Command.Local.Command;

namespace Infra.Components.Local;

/// <summary>
/// The project's names as a hosts file beside the VMs' disks. One for the project, where public clouds have record sets
/// for each service: a file is written whole. Nodes do not get it; they know their peers by address.
/// </summary>
public sealed class ProjectDns : ComponentResource
{
    /// <param name="ready">What must be in place first: a name never leads to a node that has not been confirmed.</param>
    public ProjectDns(
        string name,
        DnsPlan dns,
        ProjectNetwork network,
        IEnumerable<Output<ImmutableArray<Resource>>> ready,
        ComponentResourceOptions? options = null
    )
        : base("infra:local:ProjectDns", name, options)
    {
        var args = LabCommand.Args(network.Lab, new Dictionary<string, Input<string>>());
        args.Create = LabCommand.Line("hosts", "write");
        args.Update = LabCommand.Line("hosts", "write");
        args.Delete = LabCommand.Line("hosts", "delete");
        args.Stdin = DnsText.Hosts(dns);
        // A lab that is made anew may have lost its files with the old one.
        args.Triggers = new Input<object>[] { ProjectNetwork.Trigger(network.Epoch) };
        var all = Output.All(ready).Derive(each => each.SelectMany(resources => resources).Prepend(network.Tools).ToImmutableArray());
        _ = new LocalCommand($"{name}-hosts", args, new CustomResourceOptions { Parent = this, DependsOn = all });
        RegisterOutputs();
    }
}
