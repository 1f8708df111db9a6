using System.Globalization;
using System.Text;
using Infra.Core.Bundle;

namespace Infra.Core.Boot;

/// <summary>
/// Writes a node's cloud-init user data: a boothook that closes the node before anything else runs, then a cloud-config
/// with the operators' account, the desired state, the program that makes it true, and the call of it.
/// </summary>
public static class UserData
{
    /// <summary>Where the one-time token goes; as long as the token is, so that sizes do not change.</summary>
    public const string TokenPlace = "TOKENPLACETOKENPLACETOKENPLACETOKENPLACETOKENPLACETOKENPLACETOKE";

    // Fixed, or equal input would not be equal bytes. It is in none of the parts: UserDataTests looks.
    private const string Boundary = "==infra-parts==";

    /// <exception cref="ArgumentException">No such node.</exception>
    public static UserDataTemplate Template(ProjectPlan plan, string nodeKey)
    {
        var platform = NodePlatform.For(plan.Spec.Cloud);
        var bundle = BundleCompiler.FirstBoot(plan, nodeKey);
        var config = CloudConfig.Write(nodeKey, plan.OperatorKeys, bundle, platform, TokenPlace);
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=\"{Boundary}\"\n")
            .Append("MIME-Version: 1.0\n\n");
        AppendPart(text, "cloud-boothook", Boothook.Write(plan, nodeKey, plan.Topology.Nodes.First(node => node.Key == nodeKey).Service));
        AppendPart(text, "cloud-config", config);
        return new UserDataTemplate(text.Append(CultureInfo.InvariantCulture, $"--{Boundary}--\n").ToString());
    }

    private static void AppendPart(StringBuilder text, string type, string content) => text
        .Append(CultureInfo.InvariantCulture, $"--{Boundary}\n")
        .Append(CultureInfo.InvariantCulture, $"Content-Type: text/{type}; charset=\"utf-8\"\n")
        .Append("Content-Transfer-Encoding: 8bit\n")
        .Append("MIME-Version: 1.0\n\n")
        .Append(content);
}
