using Infra.Core.Clouds;
using Infra.Core.Diagnostics;
using Infra.Core.Spec.Findings;
using Infra.Core.Spec.Text;

namespace Infra.Core.Spec.Byoc;

/// <summary>Reads <c>exposure</c>, which only a project in the customer's account has.</summary>
internal static class ExposureReader
{
    internal const string Key = "exposure";

    /// <returns>Null without <c>deployment: byoc</c>; private unless the file says otherwise.</returns>
    internal static Exposure? Read(TextNode? node, DeploymentModel? deployment, CloudKind? cloud, bool existingNetwork, DiagnosticBag bag)
    {
        var exposure = ValueReader.Word(node, "exposure", Words.Exposures, bag);
        if (deployment != DeploymentModel.Byoc)
        {
            if (node is not null && deployment is { } other)
            {
                bag.Add(NotInThisDeployment.Exposure(node.Owner, other));
            }

            return null;
        }

        if (
            exposure == Exposure.Public
            && cloud is { } kind
            && PublicAddressRules.Obstacle(kind, deployment, existingNetwork, exposure) is var (reason, _)
        )
        {
            bag.Add(NotInThisDeployment.PublicExposure(node!.Owner, reason));
        }

        return exposure ?? Exposure.Private;
    }
}
