using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Infra.Components.Enrolment;
using Infra.Core.Catalog;
using Infra.Core.Clouds.Local;
using Infra.Core.Topology;
using Pulumi;
using LocalCommand = Pulumi.Command.Local.Command;

namespace Infra.Components.Local;

/// <summary>
/// One node: a VM with its data disks. Only its generation (another size, image or zone) and its epoch (this VM died) replace it; later
/// bundles are pushed.
/// </summary>
public sealed class ServiceNode : ComponentResource
{
    // An emulated first boot takes about a minute on an idle core, several on a busy one.
    private const int BootTimeoutSeconds = 900;
    private const string UserDataVariable = "INFRA_VM_USER_DATA";

    /// <param name="name">The node's key.</param>
    public ServiceNode(string name, ServiceNodeArgs args, ComponentResourceOptions? options = null)
        : base("infra:local:ServiceNode", name, options)
    {
        var (node, machine, lab) = (args.Plan.Node, args.Machine, args.Lab);
        var epoch = LabEpoch.OfMachine(lab, machine);
        var lifetime = new Input<object>[]
        {
            $"generation {node.Generation}",
            ProjectNetwork.Trigger(epoch.Derive(number => $"epoch {number}")),
        };
        var noDevices = Output.Create(ImmutableDictionary<string, string>.Empty);

        var command = LabCommand.Args(
            lab,
            new Dictionary<string, Input<string>>
            {
                ["INFRA_VM_NAME"] = machine.Name,
                ["INFRA_VM_EPOCH"] = epoch,
                ["INFRA_VM_IMAGE"] = args.ImageDirectory,
                ["INFRA_VM_MEMORY_MIB"] = node.Machine.MemoryMiB.ToString(CultureInfo.InvariantCulture),
                ["INFRA_VM_MAC"] = machine.Mac,
                ["INFRA_VM_TAP"] = machine.Tap,
                ["INFRA_VM_ADDRESS"] = node.Address.ToString(),
                ["INFRA_VM_GATEWAY"] = node.Subnet.Gateway.ToString(),
                ["INFRA_VM_ADDRESS6"] = node.Address6?.ToString() ?? "",
                ["INFRA_VM_SSH_PORT"] = machine.SshPort.ToString(CultureInfo.InvariantCulture),
                ["INFRA_VM_DISKS"] = DisksOf(machine),
                [UserDataVariable] = NodeUserData.Base64(args.Plan.FirstBoot, args.Operator, EnrolmentToken.Fresh(), noDevices),
                ["INFRA_VM_META_DATA"] = epoch.Derive(number => Base64(machine.MetaData(number))),
                ["INFRA_VM_NETWORK_CONFIG"] = Base64(machine.NetworkConfig()),
            }
        );
        command.Create = LabCommand.Line("vm", "start");
        command.Delete = LabCommand.Line("vm", "stop");
        command.Triggers = lifetime;
        var vm = new LocalCommand(
            $"{node.Key}-vm",
            command,
            new CustomResourceOptions
            {
                Parent = this,
                DependsOn = args.After,
                // As on public clouds: a change of its inputs is no reason to touch the VM.
                IgnoreChanges = { "environment" },
            }
        );

        // The VM was created with a secret, its token; its name is not secret.
        var instance = Output.Unsecret(vm.Stdout.Derive(text => text.Trim()));
        Enrolled = new EnrolledNode(
            args.Plan.InService,
            instance,
            EnrolmentToken.Of(instance, vm.Environment.ItemOrEmpty(UserDataVariable)),
            args.Endpoint is { } endpoint ? NodeConnection.Over(endpoint, args.Operator, args.WhenSilent)
                : args.IsBehindBastion ? new NodeConnection(node.Address.ToString(), ReservedPorts.Ssh, args.Operator)
                : new NodeConnection(lab.LinkManagement.ToString(), machine.SshPort, args.Operator),
            noDevices,
            [AwaitBoot(node, machine, epoch, instance, lab, vm), .. Disks(node, machine, epoch, instance, lab, vm)]
        );
        RegisterOutputs(
            new Dictionary<string, object?>
            {
                ["privateAddress"] = node.Address.ToString(),
                ["publicAddress"] = node.PublicAddress?.ToString(),
                ["sshEndpoint"] = RegisteredOutputs.Of(Enrolled.Connection.Address),
            }
        );
    }

    /// <summary>The node, ready for enrolment.</summary>
    public EnrolledNode Enrolled { get; }

    // A separate resource: users see the stages while they wait, and after a failed boot the wait is repeated, not the boot.
    private LocalCommand AwaitBoot(
        Node node,
        LocalMachine machine,
        Output<string> epoch,
        Output<string> instance,
        LocalNetwork lab,
        LocalCommand vm
    )
    {
        var args = LabCommand.Args(
            lab,
            new Dictionary<string, Input<string>>
            {
                ["INFRA_VM_NAME"] = machine.Name,
                ["INFRA_VM_EPOCH"] = epoch,
                ["INFRA_VM_NODE"] = node.Key,
                ["INFRA_VM_TIMEOUT_SECONDS"] = BootTimeoutSeconds.ToString(CultureInfo.InvariantCulture),
            }
        );
        args.Create = LabCommand.Line("vm", "wait");
        args.Triggers = new Input<object>[] { ProjectNetwork.Trigger(instance) };
        return new LocalCommand($"{node.Key}-boot", args, new CustomResourceOptions { Parent = this, DependsOn = { vm } });
    }

    // The VM's inputs are ignored later, so what may change underneath it is a separate resource: larger disks.
    private IEnumerable<Resource> Disks(
        Node node,
        LocalMachine machine,
        Output<string> epoch,
        Output<string> instance,
        LocalNetwork lab,
        LocalCommand vm
    )
    {
        if (machine.Disks.IsEmpty)
            return [];
        var args = LabCommand.Args(
            lab,
            new Dictionary<string, Input<string>>
            {
                ["INFRA_VM_NAME"] = machine.Name,
                ["INFRA_VM_EPOCH"] = epoch,
                ["INFRA_VM_DISKS"] = DisksOf(machine),
            }
        );
        args.Create = LabCommand.Line("vm", "grow");
        args.Update = LabCommand.Line("vm", "grow");
        args.Triggers = new Input<object>[] { ProjectNetwork.Trigger(instance) };
        return [new LocalCommand($"{node.Key}-disks", args, new CustomResourceOptions { Parent = this, DependsOn = { vm } })];
    }

    private static string DisksOf(LocalMachine machine) =>
        LabCommand.Blank([.. machine.Disks.Select(disk => $"{disk.Serial}:{disk.SizeGiB}")]);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
