using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Core.Clouds.Aws;
using Infra.Core.Topology;
using Pulumi;
using Pulumi.Aws.Ec2.Inputs;
using Ebs = Pulumi.Aws.Ebs;
using Ec2 = Pulumi.Aws.Ec2;

namespace Infra.Components.Aws;

/// <summary>
/// One node: an instance, with a public address only if the plan gives it one, and its data volumes. A replacement raises the node's
/// generation in the lock file: new address, new volumes, new token, so the new VM exists before the old one is deleted
/// (create-before-destroy). Nothing else replaces it.
/// </summary>
public sealed class ServiceNode : ComponentResource
{
    /// <param name="name">The node's key.</param>
    public ServiceNode(string name, ServiceNodeArgs args, ComponentResourceOptions? options = null)
        : base("infra:aws:ServiceNode", name, options)
    {
        var node = args.Plan.Node;
        var title = $"{args.Project}-{node.Key}";
        var tags = Tags.OfNode(title, node.Service, node.Key);
        var volumes = node.Volumes.ToImmutableSortedDictionary(
            volume => volume.Name,
            volume => CreateVolume(node, volume, title),
            StringComparer.Ordinal
        );
        var devicePaths = OutputMap.All(
            volumes.ToImmutableDictionary(volume => volume.Key, volume => volume.Value.Id.Derive(EbsVolumes.DevicePath))
        );

        var instance = new Ec2.Instance(
            node.Key,
            new Ec2.InstanceArgs
            {
                Ami = args.ImageId,
                InstanceType = node.Machine.Name,
                SubnetId = args.SubnetId,
                PrivateIp = node.Address.ToString(),
                // Where the subnet assigns the address, the instance leaves this unset: the provider reads it back as "has an address
                // now", so setting it would replace a VM that happens to be stopped. An Elastic IP would survive that, but the quota is
                // five.
                AssociatePublicIpAddress = node.HasPublicAddress ? null : (Input<bool>)false,
                SourceDestCheck = true,
                // AWS then refuses to terminate it, and to stop it, which would empty its volumes just the same; the provider clears both
                // flags first when the plan requires it.
                DisableApiTermination = args.TerminationProtection,
                DisableApiStop = args.TerminationProtection,
                ForceDestroy = args.TerminationProtection,
                VpcSecurityGroupIds = args.SecurityGroupIds,
                UserDataBase64 = NodeUserData.Base64(args.Plan.FirstBoot, args.Operators.Access, EnrolmentToken.Fresh(), devicePaths),
                // See docs/platform-defaults.md for the reasons for this and other cloud defaults.
                MaintenanceOptions = new InstanceMaintenanceOptionsArgs { AutoRecovery = "default" },
                MetadataOptions = new InstanceMetadataOptionsArgs
                {
                    HttpEndpoint = "enabled",
                    HttpTokens = "required",
                    // One hop: neither a container nor a forwarded packet gets a response.
                    HttpPutResponseHopLimit = 1,
                    HttpProtocolIpv6 = "disabled",
                    InstanceMetadataTags = "disabled",
                },
                RootBlockDevice = new InstanceRootBlockDeviceArgs
                {
                    Encrypted = true,
                    KmsKeyId = DiskKey(node),
                    VolumeType = "gp3",
                    VolumeSize = node.Machine.RootVolumeGiB,
                    DeleteOnTermination = true,
                    Tags = tags,
                },
                Tags = tags,
            },
            new CustomResourceOptions
            {
                Parent = this,
                // Volumes: user data names them, and they can be deleted only after the instance is gone, which detaches them.
                DependsOn = [.. args.After, .. volumes.Values],
                // Changing user data in place stops the instance, which loses the volumes' keys: later bundles are pushed instead. A
                // newer image is no reason to replace a database.
                IgnoreChanges = { "userDataBase64", "ami" },
                // An in-place resize is also a stop and start.
                ReplaceOnChanges = { "instanceType" },
                // A node never gets a second volume under the same name: it would have no key for it.
                ReplaceWith = volumes.Values.ToArray<Resource>(),
                // From one generation to the next the address changes, and with it the VM. After two generations the address is the old
                // one again, and so may be type and subnet: only the trigger then shows that this is another VM, with another token and
                // other volumes.
                ReplacementTrigger = $"generation {node.Generation}",
            }
        );

        var attachments = volumes.Select(volume => Attach(node, volume.Key, volume.Value, instance));
        var kept = KeptAddress.Of(node, title, instance, this);
        var publicAddress =
            kept is not null ? kept.PublicIp
            : node.HasPublicAddress ? Output.Tuple(instance.Id, instance.PublicIp.OrEmpty()).Derive(known => Given(node, known.Item2))
            : null;
        Enrolled = new EnrolledNode(
            args.Plan.InService,
            instance.Id,
            EnrolmentToken.Of(instance.Id, instance.UserDataBase64),
            args.Operators.To(node.Key, instance.PrivateIp, publicAddress),
            devicePaths,
            [.. attachments]
        )
        {
            // The actual image, not the one this run would choose.
            Image = instance.Ami,
            PublicAddress = publicAddress,
        };
        RegisterOutputs(
            new Dictionary<string, object?>
            {
                ["instanceId"] = RegisteredOutputs.Of(instance.Id),
                ["privateAddress"] = RegisteredOutputs.Of(instance.PrivateIp),
                ["publicAddress"] =
                    kept is not null ? RegisteredOutputs.Of(kept.PublicIp)
                    : node.HasPublicAddress ? RegisteredOutputs.Of(instance.PublicIp)
                    : null,
            }
        );
    }

    /// <summary>The node, ready for enrolment.</summary>
    public EnrolledNode Enrolled { get; }

    // Neither a name nor a connection can do without one.
    private static string Given(Node node, string address) =>
        address.Length > 0
            ? address
            : throw new RunException(
                $"{node.Key} has no public address now: its VM is stopped and gets a new address when it starts. Start "
                    + "it, then 'pulumi up --refresh'."
            );

    /// <summary>Created before the instance, so that user data can name the exact device: one path to wait for, no guessing.</summary>
    private Ebs.Volume CreateVolume(Node node, Volume volume, string title) =>
        new(
            $"{node.Key}-{volume.Name}-g{node.Generation}",
            new Ebs.VolumeArgs
            {
                AvailabilityZone = node.Zone.Name,
                Size = volume.SizeGiB,
                Type = "gp3",
                // Underneath the node's own LUKS: a snapshot taken by mistake is protected twice.
                Encrypted = true,
                KmsKeyId = DiskKey(node),
                Tags = Tags.OfNode($"{title}-{volume.Name}", node.Service, node.Key),
            },
            new CustomResourceOptions { Parent = this }
        );

    // Unset: the account's default key for EBS.
    private static Input<string>? DiskKey(Node node) => node.DiskKey is { } key ? (Input<string>)key : null;

    private Ec2.VolumeAttachment Attach(Node node, string volumeName, Ebs.Volume volume, Ec2.Instance instance) =>
        new(
            $"{node.Key}-{volumeName}",
            new Ec2.VolumeAttachmentArgs
            {
                InstanceId = instance.Id,
                VolumeId = volume.Id,
                DeviceName = EbsVolumes.DeviceName(volumeName),
                // Deleting the instance detaches it. A mounted volume cannot be detached earlier, and stopping the instance first would
                // be refused under 'terminationProtection' or when somebody has already terminated it.
                SkipDestroy = true,
            },
            new CustomResourceOptions { Parent = this }
        );
}
