using System.Globalization;
using System.Text;
using Infra.Core.Bundle;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Boot;

/// <summary>
/// Writes the cloud-config part. Files are literal blocks, so that a plan shows them as they are on the node; all other values are quoted,
/// so that none reads as a number or a date.
/// </summary>
internal static class CloudConfig
{
    internal static string Write(string nodeKey, OperatorKeys keys, NodeBundle bundle, NodePlatform platform, string token)
    {
        var text = new StringBuilder("#cloud-config\n");
        text.Append(CultureInfo.InvariantCulture, $"hostname: {Json.Quote(nodeKey)}\n");
        text.Append("manage_etc_hosts: true\n");
        text.Append("disable_root: true\n");
        text.Append("ssh_pwauth: false\n");
        text.Append("ssh_deletekeys: true\n");
        text.Append("ssh_genkeytypes: [ed25519]\n");
        text.Append("users:\n");
        text.Append(CultureInfo.InvariantCulture, $"  - name: {Json.Quote(NodeFiles.Operator)}\n");
        text.Append("    shell: /bin/bash\n");
        text.Append("    sudo: \"ALL=(ALL) NOPASSWD:ALL\"\n");
        text.Append("    lock_passwd: true\n");
        // Until sshd reads the bundle's own file: then infra-apply removes these.
        text.Append(
            CultureInfo.InvariantCulture,
            $"    ssh_authorized_keys: [{string.Join(", ", keys.All.Select(key => Json.Quote(key.Line)))}]\n"
        );
        text.Append("write_files:\n");
        if (!platform.Packages.IsEmpty)
        {
            // Not cloud-init's package list: its module tries only once, and a failed download would lose the node.
            AppendFile(text, "/etc/infra/packages", "0644", string.Concat(platform.Packages.Select(package => $"{package}\n")));
        }

        // The first filter has already closed the node, and user data contains it once: infra-apply takes it from there.
        AppendFile(text, "/etc/infra/bundle.json", "0600", bundle.Without(Lockdown.HasRulesOf).ToJson());
        // sshd starts after files are written and before the bundle, which replaces both, is applied.
        AppendFile(text, NodeFiles.SshdPath, "0644", NodeFiles.SshdAtFirst);
        AppendFile(text, NodeFiles.KeysPath, "0644", keys.File);
        foreach (var (path, content) in platform.FirstFiles)
        {
            AppendFile(text, path, "0644", content);
        }

        AppendFile(text, "/etc/infra/enrolment-token", "0600", token + "\n");
        // Completes a first boot that a reboot interrupted; does nothing if there is nothing to complete.
        AppendFile(
            text,
            "/var/lib/cloud/scripts/per-boot/infra-first-boot",
            "0755",
            $"""
            #!/bin/sh
            [ ! -e /var/lib/infra/node ] || [ -e /var/lib/infra/confirmed.json ] || exec {NodeProgram.Command} first-boot

            """
        );
        // Near the end of cloud-init: shows whoever watches the console that the rest is up to the first connection.
        text.Append(CultureInfo.InvariantCulture, $"runcmd:\n  - \"echo infra-stage: {nodeKey} waiting >/dev/console || :\"\n");
        return text.ToString();
    }

    /// <exception cref="ArgumentException">A literal block would not reproduce the content byte for byte.</exception>
    private static void AppendFile(StringBuilder text, string path, string mode, string content)
    {
        if (
            !content.EndsWith('\n')
            || content.EndsWith("\n\n", StringComparison.Ordinal)
            || content[0] is ' ' or '\n'
            || content.Any(c => c != '\n' && (c < ' ' || c > '~'))
        )
        {
            throw new ArgumentException($"{path} is not plain text that ends in one line end.", nameof(content));
        }

        text.Append(CultureInfo.InvariantCulture, $"- path: {Json.Quote(path)}\n  permissions: {Json.Quote(mode)}\n  content: |\n");
        foreach (var line in content[..^1].Split('\n'))
        {
            // One column deeper than its key is enough, and every byte is sent.
            text.Append(line.Length == 0 ? "" : "   ").Append(line).Append('\n');
        }
    }
}
