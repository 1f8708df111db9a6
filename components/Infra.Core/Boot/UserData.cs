using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Infra.Core.Bundle;

namespace Infra.Core.Boot;

/// <summary>
/// Writes a node's cloud-init user data: a boothook that closes the node before anything else runs, then a cloud-config
/// with the operators' account, the desired state, the program that makes it true, and the call of it.
/// </summary>
public static partial class UserData
{
    /// <summary>Where the one-time token goes; as long as the token is, so that sizes do not change.</summary>
    public const string TokenPlace = "TOKENPLACETOKENPLACETOKENPLACETOKENPLACETOKENPLACETOKENPLACETOKE";

    // Fixed, or equal input would not be equal bytes. It is in none of the parts: UserDataTests looks.
    private const string Boundary = "==infra-parts==";

    /// <param name="operatorPublicKey">One line, <c>ssh-ed25519 AAAA…</c>, a comment is dropped.</param>
    /// <exception cref="ArgumentException">No such node, or a key that is not an ed25519 public key.</exception>
    public static UserDataTemplate Template(ProjectPlan plan, string nodeKey, string operatorPublicKey)
    {
        var key = OperatorKey().Match(operatorPublicKey.Trim());
        if (!key.Success)
        {
            throw new ArgumentException("The operator's key is not an ed25519 public key in OpenSSH's form.", nameof(operatorPublicKey));
        }

        var platform = NodePlatform.For(plan.Spec.Cloud);
        var bundle = BundleCompiler.FirstBoot(plan, nodeKey);
        var config = CloudConfig.Write(nodeKey, key.Groups[1].Value, bundle, platform, TokenPlace);
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=\"{Boundary}\"\n")
            .Append("MIME-Version: 1.0\n\n");
        AppendPart(text, "cloud-boothook", Boothook.Write(plan, plan.Topology.Nodes.First(node => node.Key == nodeKey).Service));
        AppendPart(text, "cloud-config", config);
        return new UserDataTemplate(text.Append(CultureInfo.InvariantCulture, $"--{Boundary}--\n").ToString());
    }

    /// <summary>Whether <see cref="Template"/> takes it: to be asked before anything is made.</summary>
    public static bool IsOperatorKey(string text) => OperatorKey().IsMatch(text.Trim());

    private static void AppendPart(StringBuilder text, string type, string content) => text
        .Append(CultureInfo.InvariantCulture, $"--{Boundary}\n")
        .Append(CultureInfo.InvariantCulture, $"Content-Type: text/{type}; charset=\"utf-8\"\n")
        .Append("Content-Transfer-Encoding: 8bit\n")
        .Append("MIME-Version: 1.0\n\n")
        .Append(content);

    [GeneratedRegex("^(ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43})(?: [^\\r\\n]*)?\\z")]
    private static partial Regex OperatorKey();
}
