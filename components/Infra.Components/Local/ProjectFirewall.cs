using Infra.Core.Clouds.Local;
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
    public ProjectFirewall(string name, ProjectContext context, ProjectNetwork network, ComponentResourceOptions? options = null)
        : base("infra:local:ProjectFirewall", name, options)
    {
        var args = LabCommand.Args(network.Lab, new Dictionary<string, Input<string>> { ["INFRA_LAB_OWNER"] = network.Owner });
        args.Create = LabCommand.Line("network", "sdn");
        args.Update = LabCommand.Line("network", "sdn");
        args.Stdin = ((LocalFirewall)context.Plan.Firewall).Text;
        args.Triggers = new Input<object>[] { ProjectNetwork.Trigger(network.Epoch) };
        Ready = new LocalCommand($"{name}-sdn", args, new CustomResourceOptions { Parent = this, DependsOn = { network.Ready } });
        RegisterOutputs();
    }

    /// <summary>Loaded: before that the router lets nothing through.</summary>
    internal Resource Ready { get; }
}
