using Pulumi;
using LocalCommand = Pulumi.Command.Local.Command;

namespace Infra.Components.Local;

/// <summary>
/// The local counterpart of a cloud firewall. One per project, where public clouds have a group per service: an nft chain ends in one
/// verdict, and is loaded as a whole or not at all. The nodes' public addresses are added and removed in the same transaction: no VM is
/// touched, and no removed address remains.
/// </summary>
public sealed class ProjectFirewall : ComponentResource
{
    /// <param name="name">The project's name.</param>
    public ProjectFirewall(string name, ProjectFirewallArgs args, ComponentResourceOptions? options = null)
        : base("infra:local:ProjectFirewall", name, options)
    {
        var command = LabCommand.Args(args.Lab, new Dictionary<string, Input<string>> { ["INFRA_LAB_OWNER"] = args.Owner });
        command.Create = LabCommand.Line("network", "sdn");
        command.Update = LabCommand.Line("network", "sdn");
        command.Stdin = args.Rules;
        command.Triggers = new Input<object>[] { ProjectNetwork.Trigger(args.Epoch) };
        Ready = new LocalCommand($"{name}-sdn", command, new CustomResourceOptions { Parent = this, DependsOn = args.After });
        RegisterOutputs(new Dictionary<string, object?> { ["labId"] = args.Lab.Id });
    }

    /// <summary>The rules are loaded; until then the router forwards nothing.</summary>
    public Resource Ready { get; }
}
