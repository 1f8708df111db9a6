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
/// One node: an instance, with a public address only where the plan gives it one, and its data volumes. A replacement
/// raises the node's generation in the lock file: other address, other volumes, other token, so the new VM stands beside
/// the old one before that goes. Nothing else replaces it.
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
                // Where the subnet gives the address, the instance says nothing: the provider reads this back as "has an address now", so
                // that, written, it would replace a VM that was found stopped. An Elastic IP would survive that, and there are five.
                AssociatePublicIpAddress = node.HasPublicAddress ? null : (Input<bool>)false,
                SourceDestCheck = true,
                // AWS refuses everyone who wants it gone, or stopped, which empties its volumes just so; the provider takes both
                // flags away first when the plan says so.
                DisableApiTermination = args.TerminationProtection,
                DisableApiStop = args.TerminationProtection,
                ForceDestroy = args.TerminationProtection,
                VpcSecurityGroupIds = args.SecurityGroupIds,
                UserDataBase64 = NodeUserData.Base64(args.Plan.FirstBoot, args.Operators.Access, EnrolmentToken.Fresh(), devicePaths),
                // docs/platform-defaults.md says why for this and the other defaults of the cloud's.
                MaintenanceOptions = new InstanceMaintenanceOptionsArgs { AutoRecovery = "default" },
                MetadataOptions = new InstanceMetadataOptionsArgs
                {
                    HttpEndpoint = "enabled",
                    HttpTokens = "required",
                    // One hop: a container or a forwarded packet gets no answer.
                    HttpPutResponseHopLimit = 1,
                    HttpProtocolIpv6 = "disabled",
                    InstanceMetadataTags = "disabled",
                },
                RootBlockDevice = new InstanceRootBlockDeviceArgs
                {
                    Encrypted = true,
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
                // Volumes: its user data names them, and they can be deleted only after it is gone, which detaches them.
                DependsOn = [.. args.After, .. volumes.Values],
                // Changing user data in place stops the instance, and with it go the volumes' keys: later bundles are
                // pushed instead. A newer image is no reason to replace a database.
                IgnoreChanges = { "userDataBase64", "ami" },
                // Likewise a resize in place is a stop and start.
                ReplaceOnChanges = { "instanceType" },
                // A node never gets a second volume under the same name; it would find its key missing.
                ReplaceWith = volumes.Values.ToArray<Resource>(),
                // From one generation to the next the address changes, and with it the VM. Two generations on it is the old one again,
                // and so are type and subnet: nothing else would say that this is another VM, with another token and other volumes.
                ReplacementTrigger = $"generation {node.Generation}",
            }
        );

        var attachments = volumes.Select(volume => Attach(node, volume.Key, volume.Value, instance));
        var publicAddress = node.HasPublicAddress
            ? Output.Tuple(instance.Id, instance.PublicIp.OrEmpty()).Derive(known => Given(node, known.Item2))
            : null;
        Enrolled = new EnrolledNode(
            args.Plan.InService,
            instance.Id,
            EnrolmentToken.Of(instance.Id, instance.UserDataBase64),
            args.Operators.To(instance.PrivateIp, publicAddress),
            devicePaths,
            [.. attachments]
        )
        {
            // As it is, and not as this run would have it.
            Image = instance.Ami,
            PublicAddress = publicAddress,
        };
        RegisterOutputs(
            new Dictionary<string, object?>
            {
                ["instanceId"] = instance.Id,
                ["privateAddress"] = instance.PrivateIp,
                ["publicAddress"] = node.HasPublicAddress ? instance.PublicIp : null,
            }
        );
    }

    /// <summary>The node, ready to be asked for its identity.</summary>
    public EnrolledNode Enrolled { get; }

    // Neither a name nor a connection can do with none.
    private static string Given(Node node, string address) =>
        address.Length > 0
            ? address
            : throw new RunException(
                $"{node.Key} has no public address now: its VM is stopped and gets a new address when it starts. Start it, then 'pulumi up --refresh'."
            );

    /// <summary>Made before the instance, so that the node's user data can name the exact device: one path to wait for, no guess.</summary>
    private Ebs.Volume CreateVolume(Node node, Volume volume, string title) =>
        new(
            $"{node.Key}-{volume.Name}-g{node.Generation}",
            new Ebs.VolumeArgs
            {
                AvailabilityZone = node.Zone.Name,
                Size = volume.SizeGiB,
                Type = "gp3",
                // Under the node's own LUKS: a snapshot taken by mistake is then unreadable twice over.
                Encrypted = true,
                Tags = Tags.OfNode($"{title}-{volume.Name}", node.Service, node.Key),
            },
            new CustomResourceOptions { Parent = this }
        );

    private Ec2.VolumeAttachment Attach(Node node, string volumeName, Ebs.Volume volume, Ec2.Instance instance) =>
        new(
            $"{node.Key}-{volumeName}",
            new Ec2.VolumeAttachmentArgs
            {
                InstanceId = instance.Id,
                VolumeId = volume.Id,
                DeviceName = EbsVolumes.DeviceName(volumeName),
                // The end of the instance detaches it. A mounted volume cannot be detached before, and a stop first would be refused
                // where 'terminationProtection' says so, and where somebody has terminated the instance already.
                SkipDestroy = true,
            },
            new CustomResourceOptions { Parent = this }
        );
}
