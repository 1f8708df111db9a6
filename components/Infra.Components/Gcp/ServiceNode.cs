using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core.Catalog;
using Infra.Core.Clouds.Gcp;
using Infra.Core.Topology;
using Pulumi;
using Pulumi.Gcp.Compute.Inputs;
using Compute = Pulumi.Gcp.Compute;

namespace Infra.Components.Gcp;

/// <summary>
/// One node: an instance, with a public address only if the plan gives it one, and its data volumes. A replacement raises the node's
/// generation in the lock file: new name, new addresses, new volumes, new token, so the new VM exists before the old one is deleted
/// (create-before-destroy). Nothing else replaces it.
/// </summary>
public sealed class ServiceNode : ComponentResource
{
    // Reveals whose token it is and nothing more. An instance needs some scope to run as an account; the account has no roles, so no
    // scope would grant it anything.
    private const string LeastScope = "https://www.googleapis.com/auth/userinfo.email";
    private const string DiskType = "pd-balanced";
    private const string UserDataKey = "user-data";

    /// <param name="name">The node's key.</param>
    /// <exception cref="ArgumentException">The node is planned for another cloud.</exception>
    public ServiceNode(string name, ServiceNodeArgs args, ComponentResourceOptions? options = null)
        : base("infra:gcp:ServiceNode", name, options)
    {
        var (node, boot) = (args.Plan.Node, args.Plan.FirstBoot);
        var startup = boot.StartupScript
            ?? throw new ArgumentException($"The plan of {node.Key} is not one of Google Cloud.", nameof(args));
        var devicePaths = Output.Create(ImmutableDictionary<string, string>.Empty);
        var volumes = node.Volumes.ToImmutableSortedDictionary(
            volume => volume.Name,
            volume => CreateVolume(node, volume, args),
            StringComparer.Ordinal
        );
        var publicAddress = PublicAddress.Of(node, args, this);

        var settings = new Compute.InstanceArgs
        {
            Name = CloudNames.Of(args.Project, node.Key, $"g{node.Generation}"),
            Zone = node.Zone.Name,
            MachineType = node.Machine.Name,
            // A stop loses the volumes' keys: a change that requires one fails instead.
            AllowStoppingForUpdate = false,
            // Live-migrated with its memory, keys included. After a failure it restarts with empty volumes, since its memory is lost
            // either way. See docs/platform-defaults.md for the reasons for this and other cloud defaults.
            Scheduling = new InstanceSchedulingArgs { OnHostMaintenance = "MIGRATE", AutomaticRestart = true },
            CanIpForward = false,
            // Never on: the provider honours it even when it deletes a replaced instance, and then cannot. See
            // docs/termination-protection.md for what protects instead.
            DeletionProtection = false,
            NetworkInterfaces = { Interface(node, args.SubnetLink, publicAddress?.IPAddress) },
            BootDisk = new InstanceBootDiskArgs
            {
                AutoDelete = true,
                KmsKeySelfLink = node.DiskKey is { } key ? (Input<string>)key : null,
                InitializeParams = new InstanceBootDiskInitializeParamsArgs
                {
                    Image = args.Image,
                    Size = node.Machine.RootVolumeGiB,
                    Type = DiskType,
                    Labels = args.Labels,
                },
            },
            ShieldedInstanceConfig = new InstanceShieldedInstanceConfigArgs
            {
                EnableSecureBoot = true,
                EnableVtpm = true,
                EnableIntegrityMonitoring = true,
            },
            ServiceAccount = new InstanceServiceAccountArgs { Email = args.AccountEmail, Scopes = { LeastScope } },
            Metadata = Metadata(startup, NodeUserData.Base64(boot, args.Operators.Access, EnrolmentToken.Fresh(), devicePaths)),
            Labels = args.Labels,
        };
        foreach (var tag in args.NetworkTags)
            settings.Tags.Add(tag);
        var instance = new Compute.Instance(
            node.Key,
            settings,
            new CustomResourceOptions
            {
                Parent = this,
                DependsOn = args.After,
                // Read only at first boot: later bundles are pushed instead. A newer image is no reason to replace a database, nor are
                // changed labels: a boot disk gets them only with the VM. And disks are attached by separate resources.
                IgnoreChanges =
                {
                    "metadata[\"user-data\"]",
                    "metadata[\"startup-script\"]",
                    "bootDisk.initializeParams.image",
                    "bootDisk.initializeParams.labels",
                    "attachedDisks",
                },
                // An in-place resize would be a stop and start.
                ReplaceOnChanges = { "machineType" },
                // Explicit, because Pulumi's provider deletes explicitly named resources first, even if the name changes. A bastion's goes
                // first: its address can be in use only once.
                DeleteBeforeReplace = node.IsBastion,
                // A node never gets a second volume under the same name: it would have no key for it.
                ReplaceWith = volumes.Values.ToArray<Resource>(),
            }
        );

        var attachments = volumes.Select(volume => Attach(node, volume.Key, volume.Value, instance));
        Enrolled = new EnrolledNode(
            args.Plan.InService,
            instance.InstanceId,
            EnrolmentToken.Of(instance.Id, instance.Metadata.ItemOrEmpty(UserDataKey)),
            args.Operators.To(node.Key, Output.Create(node.Address.ToString()), publicAddress?.IPAddress),
            devicePaths,
            [.. attachments]
        )
        {
            // The actual image, not the one this run would choose.
            Image = instance.BootDisk.Derive(disk => disk.InitializeParams?.Image!),
            PublicAddress = publicAddress?.IPAddress,
        };
        RegisterOutputs(
            new Dictionary<string, object?>
            {
                ["instanceId"] = RegisteredOutputs.Of(instance.InstanceId),
                ["privateAddress"] = node.Address.ToString(),
                ["publicAddress"] = publicAddress is null ? null : RegisteredOutputs.Of(publicAddress.IPAddress),
            }
        );
    }

    /// <summary>The node, ready for enrolment.</summary>
    public EnrolledNode Enrolled { get; }

    private static InstanceNetworkInterfaceArgs Interface(Node node, Input<string> subnet, Output<string>? publicAddress)
    {
        var args = new InstanceNetworkInterfaceArgs
        {
            Subnetwork = subnet,
            NetworkIp = node.Address.ToString(),
            StackType = "IPV4_ONLY",
        };
        // Without an access configuration there is no public address; an empty one would mean an address of Google's choice.
        if (publicAddress is not null)
            args.AccessConfigs.Add(
                new InstanceNetworkInterfaceAccessConfigArgs { NatIp = publicAddress, NetworkTier = PublicAddress.Tier }
            );
        return args;
    }

    private static InputMap<string> Metadata(string startupScript, Output<string> userData) =>
        new()
        {
            { UserDataKey, userData },
            { "user-data-encoding", "base64" },
            { GcpStartupScript.Key, startupScript },
            // The cloud project's keys would log in to every VM in it, and OS Login would grant SSH to anyone with an IAM role. Only the
            // stack's operator keys may log in, as on every cloud.
            { "block-project-ssh-keys", "TRUE" },
            { "enable-oslogin", "FALSE" },
            { "serial-port-enable", "FALSE" },
            { "enable-guest-attributes", "FALSE" },
        };

    /// <summary>Created before the instance and attached separately: an attachment declared in the instance would belong to it.</summary>
    private Compute.Disk CreateVolume(Node node, Volume volume, ServiceNodeArgs args) =>
        new(
            $"{node.Key}-{volume.Name}-g{node.Generation}",
            new Compute.DiskArgs
            {
                Name = CloudNames.Of(args.Project, node.Key, volume.Name, $"g{node.Generation}"),
                Zone = node.Zone.Name,
                Size = volume.SizeGiB,
                Type = DiskType,
                // Google encrypts it in any case, with this key or its own, underneath the node's own LUKS.
                DiskEncryptionKey = node.DiskKey is { } key
                    ? (Input<DiskDiskEncryptionKeyArgs>)new DiskDiskEncryptionKeyArgs { KmsKeySelfLink = key }
                    : null,
                Labels = args.Labels,
            },
            new CustomResourceOptions
            {
                Parent = this,
                // If a size is set back to a smaller one, the provider creates another disk, and Pulumi's provider deletes explicitly
                // named resources first: the volume would be lost. With create-before-destroy it fails, since the name is taken, and
                // nothing is deleted.
                // https://github.com/hashicorp/terraform-provider-google/blob/main/google/services/compute/resource_compute_disk.go
                // (isDiskShrinkage)
                DeleteBeforeReplace = false,
            }
        );

    private Compute.AttachedDisk Attach(Node node, string volumeName, Compute.Disk volume, Compute.Instance instance) =>
        new(
            $"{node.Key}-{volumeName}",
            new Compute.AttachedDiskArgs
            {
                Instance = instance.SelfLink,
                Disk = volume.SelfLink,
                // The node finds the disk under this name.
                DeviceName = volumeName,
                Mode = "READ_WRITE",
                Zone = node.Zone.Name,
            },
            new CustomResourceOptions { Parent = this }
        );
}
