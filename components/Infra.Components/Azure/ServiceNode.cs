using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core.Catalog;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;
using Pulumi.Azure.Compute;
using Pulumi.Azure.Compute.Inputs;
using Pulumi.Azure.Network;
using Pulumi.Azure.Network.Inputs;
using Management = Pulumi.Azure.Management;

namespace Infra.Components.Azure;

/// <summary>
/// One node: a VM, with a public address only where the plan gives it one, and its data volumes. A replacement raises the
/// node's generation in the lock file: other name, other addresses, other volumes, other token, so the new VM stands beside
/// the old one before that goes. Nothing else replaces it.
/// </summary>
public sealed class ServiceNode : ComponentResource
{
    private const string DiskType = "Premium_LRS";

    /// <param name="name">The node's key.</param>
    public ServiceNode(string name, ServiceNodeArgs args, ComponentResourceOptions? options = null)
        : base("infra:azure:ServiceNode", name, options)
    {
        var node = args.Plan.Node;
        var devicePaths = Output.Create(ImmutableDictionary<string, string>.Empty);
        var volumes = node.Volumes.ToImmutableSortedDictionary(
            volume => volume.Name,
            volume => CreateVolume(node, volume, args),
            StringComparer.Ordinal
        );
        var cloudName = CloudNames.Of(args.Project, node.Key, $"g{node.Generation}");
        var publicAddress = PublicAddress.Of(node, args, this);
        var nic = CreateInterface(node, cloudName, args, publicAddress);

        var machine = new LinuxVirtualMachineArgs
        {
            Name = cloudName,
            ComputerName = node.Key,
            ResourceGroupName = args.Home.Name,
            Location = args.Home.Location,
            Zone = node.Zone.Name,
            Size = node.Machine.Name,
            NetworkInterfaceIds = { nic.Id },
            // Trusted Launch.
            SecureBootEnabled = true,
            VtpmEnabled = true,
            // Data disks are attached by SCSI number, and found by it.
            DiskControllerType = "SCSI",
            OsDisk = new LinuxVirtualMachineOsDiskArgs
            {
                Name = $"{cloudName}-os",
                Caching = "ReadWrite",
                StorageAccountType = DiskType,
                DiskSizeGb = node.Machine.RootVolumeGiB,
            },
            Identity = new LinuxVirtualMachineIdentityArgs { Type = "UserAssigned", IdentityIds = { args.IdentityId } },
            // Azure wants an account to make; user data names the same one and the same key.
            AdminUsername = NodeConnection.User,
            AdminSshKeys =
            {
                new LinuxVirtualMachineAdminSshKeyArgs
                {
                    Username = NodeConnection.User,
                    PublicKey = args.Operators.Access.Keys.Derive(AdminKey),
                },
            },
            DisablePasswordAuthentication = true,
            // Extensions would run programs as root for whoever may edit the VM.
            AllowExtensionOperations = false,
            // Updates are the image's own business, and Debian's never reboots by itself: the platform's would, and a reboot empties
            // volumes. docs/platform-defaults.md says why for this and the other defaults of the cloud's.
            PatchMode = "ImageDefault",
            PatchAssessmentMode = "ImageDefault",
            // The serial console's log, in storage of Azure's own: the only word of a first boot that failed.
            BootDiagnostics = new LinuxVirtualMachineBootDiagnosticsArgs(),
            CustomData = NodeUserData.Base64(args.Plan.FirstBoot, args.Operators.Access, EnrolmentToken.Fresh(), devicePaths),
            Tags = args.Tags,
        };
        MachineImage.SetOn(machine, args.ImageId);
        var vm = new LinuxVirtualMachine(
            node.Key,
            machine,
            new CustomResourceOptions
            {
                Parent = this,
                DependsOn = [.. args.After, .. Guard(node, nic, args)],
                // Changing custom data would replace the VM: later bundles are pushed. A newer image, or another operator's
                // key, is no reason to replace a database.
                IgnoreChanges = ["customData", "adminSshKeys", .. MachineImage.Inputs],
                // A resize in place would be a stop and start, and with it go the volumes' keys.
                ReplaceOnChanges = { "size" },
                // Said, because Pulumi's provider deletes first whatever we named, another name or not.
                DeleteBeforeReplace = false,
                // A node never gets a second volume under the same name; it would find its key missing.
                ReplaceWith = volumes.Values.ToArray<Resource>(),
            }
        );
        if (args.TerminationProtection)
            Lock(node, vm);

        var attachments = node.Volumes.Select(volume => Attach(node, volume, volumes[volume.Name], vm));
        Enrolled = new EnrolledNode(
            args.Plan.InService,
            vm.VirtualMachineId,
            EnrolmentToken.Of(vm.Id, vm.CustomData!),
            args.Operators.To(Output.Create(node.Address.ToString()), publicAddress?.IpAddress),
            devicePaths,
            [.. attachments]
        )
        {
            PublicAddress = publicAddress?.IpAddress,
        };
        RegisterOutputs(
            new Dictionary<string, object?>
            {
                ["instanceId"] = vm.VirtualMachineId,
                ["privateAddress"] = node.Address.ToString(),
                ["publicAddress"] = publicAddress?.IpAddress,
            }
        );
    }

    /// <summary>The node, ready to be asked for its identity.</summary>
    public EnrolledNode Enrolled { get; }

    private NetworkInterface CreateInterface(Node node, string name, ServiceNodeArgs args, PublicIp? publicAddress)
    {
        var addresses = new NetworkInterfaceIpConfigurationArgs
        {
            Name = "private",
            SubnetId = args.SubnetId,
            PrivateIpAddressVersion = "IPv4",
            PrivateIpAddressAllocation = "Static",
            PrivateIpAddress = node.Address.ToString(),
        };
        // Set and taken away in place. The name stays: a configuration of another name would be another one.
        if (publicAddress is not null)
            addresses.PublicIpAddressId = publicAddress.Id;
        return new NetworkInterface(
            node.Key,
            new NetworkInterfaceArgs
            {
                Name = name,
                ResourceGroupName = args.Home.Name,
                Location = args.Home.Location,
                IpForwardingEnabled = false,
                // Every size of the plans has it, and none of the drivers is missing in Debian's kernel (Catalog/Plans).
                AcceleratedNetworkingEnabled = true,
                IpConfigurations = { addresses },
                Tags = args.Tags,
            },
            // Its VM holds it to the end: deleted first, as Pulumi's provider deletes what we named, it would be in use.
            // And what it was made with stays: Azure changes the network card of a stopped machine only.
            new CustomResourceOptions
            {
                Parent = this,
                DeleteBeforeReplace = false,
                IgnoreChanges = { "acceleratedNetworkingEnabled" },
            }
        );
    }

    private IEnumerable<Resource> Guard(Node node, NetworkInterface nic, ServiceNodeArgs args) =>
        [
            new NetworkInterfaceSecurityGroupAssociation(
                node.Key,
                new NetworkInterfaceSecurityGroupAssociationArgs { NetworkInterfaceId = nic.Id, NetworkSecurityGroupId = args.GroupId },
                new CustomResourceOptions { Parent = this }
            ),
            new NetworkInterfaceApplicationSecurityGroupAssociation(
                node.Key,
                new NetworkInterfaceApplicationSecurityGroupAssociationArgs
                {
                    NetworkInterfaceId = nic.Id,
                    ApplicationSecurityGroupId = args.MembersId,
                },
                new CustomResourceOptions { Parent = this }
            ),
        ];

    private ManagedDisk CreateVolume(Node node, Volume volume, ServiceNodeArgs args) =>
        new(
            $"{node.Key}-{volume.Name}-g{node.Generation}",
            new ManagedDiskArgs
            {
                Name = CloudNames.Of(args.Project, node.Key, volume.Name, $"g{node.Generation}"),
                ResourceGroupName = args.Home.Name,
                Location = args.Home.Location,
                Zone = node.Zone.Name,
                StorageAccountType = DiskType,
                CreateOption = "Empty",
                DiskSizeGb = volume.SizeGiB,
                // Encrypted by Azure in any case, under the node's own LUKS. And nobody is handed a link to download it.
                NetworkAccessPolicy = "DenyAll",
                PublicNetworkAccessEnabled = false,
                Tags = args.Tags,
            },
            new CustomResourceOptions { Parent = this }
        );

    // Azure demands a key and takes no hardware key. It is for the first boot alone, like those in the user data.
    private static string AdminKey(OperatorKeys keys) =>
        (keys.All.FirstOrDefault(key => !key.IsHardware) ?? OperatorKeys.Nobody.All[0]).Line;

    private DataDiskAttachment Attach(Node node, Volume volume, ManagedDisk disk, LinuxVirtualMachine vm) =>
        new(
            $"{node.Key}-{volume.Name}",
            new DataDiskAttachmentArgs
            {
                VirtualMachineId = vm.Id,
                ManagedDiskId = disk.Id,
                // The node finds it by this number.
                Lun = volume.Number ?? throw new InvalidOperationException($"volume {volume.Name} of {node.Key} has no number"),
                // A database writes through its own cache, and a lost host must lose nothing.
                Caching = "None",
            },
            new CustomResourceOptions { Parent = this }
        );

    private void Lock(Node node, LinuxVirtualMachine vm) =>
        _ = new Management.Lock(
            node.Key,
            new Management.LockArgs
            {
                Name = "infra-termination-protection",
                Scope = vm.Id,
                LockLevel = "CanNotDelete",
                Notes = "terminationProtection in the stack file",
            },
            new CustomResourceOptions { Parent = this }
        );
}
