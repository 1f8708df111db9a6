using System.Collections.Immutable;
using Infra.Core.Boot;
using Infra.Core.Bundle;
using Pulumi;

namespace Infra.Components.Enrolment;

/// <summary>Completes a node's user data: the plan provides the text, the cloud the token and the devices.</summary>
public static class NodeUserData
{
    /// <summary>Gzip in base64, secret because of the token.</summary>
    /// <param name="devicePaths">Volume name to device path, for what the plan could not know; may be empty.</param>
    public static Output<string> Base64(
        FirstBoot boot,
        OperatorAccess access,
        Output<string> token,
        Output<ImmutableDictionary<string, string>> devicePaths
    ) =>
        Output
            .Tuple(access.Keys, token, devicePaths)
            .Derive(parts =>
            {
                var (keys, secret, paths) = parts;
                return Convert.ToBase64String(boot.Fill(new NodeHoles(keys) { DevicePaths = paths }).Render(secret));
            });
}
