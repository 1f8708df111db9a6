using Infra.Core.Topology;
using Pulumi;
using Ec2 = Pulumi.Aws.Ec2;

namespace Infra.Components.Aws;

/// <summary>
/// A bastion's public address, which outlives its VMs: operators' settings and other companies' allowlists name it. With each generation it
/// moves, in place, to the VM that has just been created, and before the old one is deleted.
/// </summary>
internal static class KeptAddress
{
    /// <returns>Null for a node, whose public address, if any, is the VM's own.</returns>
    internal static Ec2.Eip? Of(Node node, string title, Ec2.Instance instance, Resource parent) =>
        !node.IsBastion
            ? null
            : new Ec2.Eip(
                node.Key,
                new Ec2.EipArgs
                {
                    Domain = "vpc",
                    Instance = instance.Id,
                    Tags = Tags.OfNode(title, node.Service, node.Key),
                },
                new CustomResourceOptions { Parent = parent }
            );
}
