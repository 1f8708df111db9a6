using Pulumi;
using LocalCommand = Pulumi.Command.Local.Command;

namespace Infra.Components.Local;

/// <summary>
/// The local cloud's SDN filter. One for the project, where public clouds have a group for each service: an nft chain
/// ends in one verdict, and is loaded whole or not at all. The nodes' public addresses come and go with it, in the same
/// transaction: no VM is touched, and none that was taken away is left.
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

    /// <summary>Loaded: before that the router lets nothing through.</summary>
    public Resource Ready { get; }
}
