using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec;

/// <summary>Reads <c>networkAcls</c>: whether the project's subnets get a second, stateless firewall layer.</summary>
internal static class NetworkAclsReader
{
    internal const string Key = "networkAcls";

    internal static bool Read(TextNode? node, CloudKind? cloud, DeploymentModel? deployment, DiagnosticBag bag)
    {
        var wanted = ValueReader.Boolean(node, "network ACLs", bag);
        if (cloud is not { } kind || !ProjectKeys.Takes(kind, Key))
        {
            if (wanted == true && cloud is { } other)
            {
                bag.Add(NotOnThisCloud.Key(node!.Where, "networkAcls", "Network ACLs are", other));
            }

            return false;
        }

        if (deployment == DeploymentModel.Ece && wanted == false)
        {
            bag.Error(
                DiagnosticCodes.NetworkAclsRequired,
                node!.Where,
                "The deployment 'ece' always has network ACLs.",
                "Remove the key, or write 'networkAcls: true'."
            );
        }

        return wanted ?? deployment == DeploymentModel.Ece;
    }
}
