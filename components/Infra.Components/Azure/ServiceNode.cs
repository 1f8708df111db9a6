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
/// One node: a VM, with a public address only if the plan gives it one, and its data volumes. A replacement raises the node's generation
/// in the lock file: new name, new addresses, new volumes, new token, so the new VM exists before the old one is deleted
/// (create-before-destroy). Nothing else replaces it.
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
            // Data disks are attached, and found, by SCSI LUN.
            DiskControllerType = "SCSI",
            OsDisk = new LinuxVirtualMachineOsDiskArgs
            {
                Name = $"{cloudName}-os",
                Caching = "ReadWrite",
                StorageAccountType = DiskType,
                DiskSizeGb = node.Machine.RootVolumeGiB,
                DiskEncryptionSetId = DiskKey(node),
            },
            Identity = new LinuxVirtualMachineIdentityArgs { Type = "UserAssigned", IdentityIds = { args.IdentityId } },
            // Azure requires an account to create; user data names the same account and key.
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
            // Extensions would run programs as root for anyone who may edit the VM.
            AllowExtensionOperations = false,
            // Updates are left to the image, and Debian's never reboot by themselves: the platform's would, and a reboot empties volumes.
            // See docs/platform-defaults.md for the reasons for this and other cloud defaults.
            PatchMode = "ImageDefault",
            PatchAssessmentMode = "ImageDefault",
            // The serial console's log, in Azure-managed storage: the only trace of a failed first boot.
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
                // Changing custom data would replace the VM: later bundles are pushed instead. A newer image or another operator's key is
                // no reason to replace a database.
                IgnoreChanges = ["customData", "adminSshKeys", .. MachineImage.Inputs],
                // An in-place resize would be a stop and start, which loses the volumes' keys.
                ReplaceOnChanges = { "size" },
                // Explicit, because Pulumi's provider deletes explicitly named resources first, even if the name changes. A bastion's goes
                // first: an address that an interface holds cannot be given to the next.
                DeleteBeforeReplace = node.IsBastion,
                // A node never gets a second volume under the same name: it would have no key for it.
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
            args.Operators.To(node.Key, Output.Create(node.Address.ToString()), publicAddress?.IpAddress),
            devicePaths,
            [.. attachments]
        )
        {
            PublicAddress = publicAddress?.IpAddress,
        };
        RegisterOutputs(
            new Dictionary<string, object?>
            {
                ["instanceId"] = RegisteredOutputs.Of(vm.VirtualMachineId),
                ["privateAddress"] = node.Address.ToString(),
                ["publicAddress"] = publicAddress is null ? null : RegisteredOutputs.Of(publicAddress.IpAddress),
            }
        );
    }

    /// <summary>The node, ready for enrolment.</summary>
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
        // Added and removed in place. The name stays: an IP configuration under another name would be a new one.
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
                // Every VM size in the plans supports it, and Debian's kernel has all the drivers (Catalog/Plans).
                AcceleratedNetworkingEnabled = true,
                IpConfigurations = { addresses },
                Tags = args.Tags,
            },
            // Its VM holds it to the end: deleted first, as Pulumi's provider does with explicitly named resources, it would be in use.
            // And the initial settings stay: Azure changes a network interface only while the machine is stopped.
            new CustomResourceOptions
            {
                Parent = this,
                DeleteBeforeReplace = node.IsBastion,
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
            .. args.ExtraGroups.Select(group => Join(node, nic, group)),
        ];

    // Groups of one name may be in several resource groups: neither contains a slash.
    private NetworkInterfaceApplicationSecurityGroupAssociation Join(Node node, NetworkInterface nic, string group) =>
        new(
            $"{node.Key}/{group.Split('/')[4]}/{group.Split('/')[^1]}",
            new NetworkInterfaceApplicationSecurityGroupAssociationArgs { NetworkInterfaceId = nic.Id, ApplicationSecurityGroupId = group },
            new CustomResourceOptions { Parent = this }
        );

    private static Input<string>? DiskKey(Node node) => node.DiskKey is { } key ? (Input<string>)key : null;

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
                // Azure encrypts it in any case, with this key or its own, underneath the node's own LUKS.
                DiskEncryptionSetId = DiskKey(node),
                // Nobody can get a download link for it.
                NetworkAccessPolicy = "DenyAll",
                PublicNetworkAccessEnabled = false,
                Tags = args.Tags,
            },
            new CustomResourceOptions { Parent = this }
        );

    // Azure requires a key and accepts no hardware-backed one. It is only for the first boot, like those in user data.
    private static string AdminKey(OperatorKeys keys) =>
        (keys.All.FirstOrDefault(key => !key.IsHardware) ?? OperatorKeys.Nobody.All[0]).Line;

    private DataDiskAttachment Attach(Node node, Volume volume, ManagedDisk disk, LinuxVirtualMachine vm) =>
        new(
            $"{node.Key}-{volume.Name}",
            new DataDiskAttachmentArgs
            {
                VirtualMachineId = vm.Id,
                ManagedDiskId = disk.Id,
                // The node finds the disk by this number.
                Lun = volume.Number ?? throw new InvalidOperationException($"volume {volume.Name} of {node.Key} has no number"),
                // A database writes through its own cache, and losing a host must lose no data.
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
