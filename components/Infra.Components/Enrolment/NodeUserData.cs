using System.Collections.Immutable;
using Infra.Core;
using Infra.Core.Boot;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>Fills a node's user data in: the plan gives the text, the cloud the token and the devices.</summary>
public static class NodeUserData
{
    /// <summary>Gzip in base64, secret because of the token.</summary>
    /// <param name="devicePaths">Volume name to device path, for what the plan could not know; may be empty.</param>
    public static Output<string> Base64(
        ProjectPlan plan,
        string nodeKey,
        OperatorAccess access,
        Output<string> token,
        Output<ImmutableDictionary<string, string>> devicePaths
    ) =>
        Output
            .Tuple(access.Keys, token, devicePaths)
            .Derive(parts =>
            {
                var (keys, secret, paths) = parts;
                var template = UserData.Template(plan.WithDevicePaths(nodeKey, paths) with { OperatorKeys = keys }, nodeKey);
                return Convert.ToBase64String(template.Render(secret));
            });
}
