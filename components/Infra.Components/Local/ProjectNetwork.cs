using Infra.Core.Clouds.Local;
using Pulumi;
using LocalCommand = Pulumi.Command.Local.Command;

namespace Infra.Components.Local;

/// <summary>
/// The project's network on this machine: a router and simulated operators, clients and internet, each in a network namespace; also what
/// everything else in the lab needs: the scripts and the node image.
/// </summary>
public sealed class ProjectNetwork : ComponentResource
{
    private readonly LocalNetwork _lab;
    private readonly string _owner;
    private readonly LocalCommand _tools;
    private readonly LocalCommand _image;
    private readonly LocalCommand _network;

    /// <param name="name">The project's name; prefix of every resource name inside.</param>
    public ProjectNetwork(string name, ProjectNetworkArgs args, ComponentResourceOptions? options = null)
        : base("infra:local:ProjectNetwork", name, options)
    {
        (_lab, _owner) = (args.Lab, args.Owner);
        Epoch = LabEpoch.OfNetwork(_lab);
        _tools = CreateTools(name, Epoch);
        _image = CreateImage(name);
        _network = CreateNetwork(name, Epoch);
        RegisterOutputs(new Dictionary<string, object?> { ["labId"] = _lab.Id, ["managementAddress"] = _lab.LinkManagement.ToString() });
    }

    /// <summary>The directory of the node image.</summary>
    public Output<string> ImageDirectory => _image.Stdout.Derive(text => text.Trim());

    /// <summary>Changes with each incarnation of the network, and is known before it is created.</summary>
    public Output<string> Epoch { get; }

    /// <summary>The scripts, for resources that need nothing else.</summary>
    public Resource Tools => _tools;

    /// <summary>The network, for resources attached to it.</summary>
    public Resource Ready => _network;

    // Changed scripts are unpacked in place without further effect: what is running keeps running.
    private LocalCommand CreateTools(string name, Output<string> epoch)
    {
        var args = LabCommand.Args(_lab, new Dictionary<string, Input<string>> { ["INFRA_LAB_EPOCH"] = epoch });
        args.Create = LabCommand.UnpackTools;
        args.Update = LabCommand.UnpackTools;
        args.Delete = LabCommand.RemoveTools;
        args.Stdin = LabScripts.Archive();
        args.Triggers = new Input<object>[] { Trigger(epoch) };
        return new LocalCommand($"{name}-tools", args, new CustomResourceOptions { Parent = this });
    }

    // The cache outlives the stack on purpose: no delete command.
    private LocalCommand CreateImage(string name)
    {
        var args = LabCommand.Args(_lab, new Dictionary<string, Input<string>>());
        args.Create = LabCommand.Line("image");
        args.Triggers = new Input<object>[] { LabScripts.ImageRecipe };
        return new LocalCommand($"{name}-image", args, new CustomResourceOptions { Parent = this, DependsOn = { _tools } });
    }

    private LocalCommand CreateNetwork(string name, Output<string> epoch)
    {
        var args = LabCommand.Args(
            _lab,
            new Dictionary<string, Input<string>>
            {
                ["INFRA_LAB_OWNER"] = _owner,
                ["INFRA_LAB_EPOCH"] = epoch,
                ["INFRA_LAB_IMAGE"] = ImageDirectory,
                ["INFRA_LAB_LINK_HOST"] = _lab.LinkHost.ToString(),
                ["INFRA_LAB_LINK_MGMT"] = _lab.LinkManagement.ToString(),
                ["INFRA_LAB_MGMT"] = LabCommand.Blank(_lab.Management),
                ["INFRA_LAB_CLIENT"] = LabCommand.Blank(_lab.Clients),
                ["INFRA_LAB_INTERNET"] = LabCommand.Blank(_lab.Internet),
            }
        );
        args.Create = LabCommand.Line("network", "up");
        args.Update = LabCommand.Line("network", "up");
        args.Delete = LabCommand.Line("network", "down");
        args.Triggers = new Input<object>[] { Trigger(epoch) };
        return new LocalCommand($"{name}-network", args, new CustomResourceOptions { Parent = this, DependsOn = { _tools } });
    }

    internal static Input<object> Trigger(Output<string> value) => value.Derive(text => (object)text);
}
