using Infra.Core.Clouds.Local;
using Pulumi;
using LocalCommand = Pulumi.Command.Local.Command;

namespace Infra.Components.Local;

/// <summary>
/// The project's network on this machine: a router and the stand-ins for operators, clients and the world, each in a
/// network namespace. Besides it, what everything else in the lab needs: the scripts and the node image.
/// </summary>
public sealed class ProjectNetwork : ComponentResource
{
    private readonly LocalCommand _tools;
    private readonly LocalCommand _image;
    private readonly LocalCommand _network;

    /// <param name="owner">Who may change this lab: the project's directory. Another one's lab of the same name is refused.</param>
    public ProjectNetwork(string name, LocalNetwork lab, string owner, ComponentResourceOptions? options = null)
        : base("infra:local:ProjectNetwork", name, options)
    {
        Lab = lab;
        Owner = owner;
        Epoch = LabEpoch.OfNetwork(lab);
        _tools = CreateTools(name, Epoch);
        _image = CreateImage(name);
        _network = CreateNetwork(name, Epoch);
        RegisterOutputs();
    }

    public LocalNetwork Lab { get; }

    /// <summary>The directory of the node image.</summary>
    public Output<string> ImageDirectory => _image.Stdout.Derive(text => text.Trim());

    /// <summary>New with each incarnation of the network, and known before it is made.</summary>
    public Output<string> Epoch { get; }

    /// <summary>The scripts, for what needs nothing but them.</summary>
    internal Resource Tools => _tools;

    /// <summary>The network, for what is plugged into it.</summary>
    internal Resource Ready => _network;

    internal string Owner { get; }

    // Changed scripts are unpacked in place and nothing else happens: what runs keeps running.
    private LocalCommand CreateTools(string name, Output<string> epoch)
    {
        var args = LabCommand.Args(Lab, new Dictionary<string, Input<string>> { ["INFRA_LAB_EPOCH"] = epoch });
        args.Create = LabCommand.UnpackTools;
        args.Update = LabCommand.UnpackTools;
        args.Delete = LabCommand.RemoveTools;
        args.Stdin = LabScripts.Archive();
        args.Triggers = new Input<object>[] { Trigger(epoch) };
        return new LocalCommand($"{name}-tools", args, new CustomResourceOptions { Parent = this });
    }

    // The cache outlives the stack on purpose: no delete.
    private LocalCommand CreateImage(string name)
    {
        var args = LabCommand.Args(Lab, new Dictionary<string, Input<string>>());
        args.Create = LabCommand.Line("image");
        args.Triggers = new Input<object>[] { LabScripts.ImageRecipe };
        return new LocalCommand($"{name}-image", args, new CustomResourceOptions { Parent = this, DependsOn = { _tools } });
    }

    private LocalCommand CreateNetwork(string name, Output<string> epoch)
    {
        var args = LabCommand.Args(
            Lab,
            new Dictionary<string, Input<string>>
            {
                ["INFRA_LAB_OWNER"] = Owner,
                ["INFRA_LAB_EPOCH"] = epoch,
                ["INFRA_LAB_IMAGE"] = ImageDirectory,
                ["INFRA_LAB_LINK_HOST"] = Lab.LinkHost.ToString(),
                ["INFRA_LAB_LINK_MGMT"] = Lab.LinkManagement.ToString(),
                ["INFRA_LAB_MGMT"] = LabCommand.Blank(Lab.Management),
                ["INFRA_LAB_CLIENT"] = LabCommand.Blank(Lab.Clients),
                ["INFRA_LAB_INTERNET"] = LabCommand.Blank(Lab.Internet),
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
