using Infra.Core.Dns;
using Pulumi;
using LocalCommand = Pulumi.Command.Local.Command;

namespace Infra.Components.Local;

/// <summary>
/// The project's names as a hosts file next to the VMs' disks. One per project, where public clouds have record sets per service: a file
/// is written as a whole. Nodes do not get it; they know their peers by address.
/// </summary>
public sealed class ProjectDns : ComponentResource
{
    /// <param name="name">The project's name.</param>
    public ProjectDns(string name, ProjectDnsArgs args, ComponentResourceOptions? options = null)
        : base("infra:local:ProjectDns", name, options)
    {
        var command = LabCommand.Args(args.Lab, new Dictionary<string, Input<string>>());
        command.Create = LabCommand.Line("hosts", "write");
        command.Update = LabCommand.Line("hosts", "write");
        command.Delete = LabCommand.Line("hosts", "delete");
        command.Stdin = DnsText.Hosts(args.Names);
        // Recreating a lab may have lost its files along with the old one.
        command.Triggers = new Input<object>[] { ProjectNetwork.Trigger(args.Epoch) };
        _ = new LocalCommand($"{name}-hosts", command, new CustomResourceOptions { Parent = this, DependsOn = args.After });
        RegisterOutputs(DnsAddresses.Registered(args.Names.Records));
    }
}
