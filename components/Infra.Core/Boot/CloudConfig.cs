using System.Globalization;
using System.Text;
using Infra.Core.Bundle;
using Infra.Core.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Boot;

/// <summary>
/// Writes the cloud-config part. Files are literal blocks, so a plan shows them as they will be on the node; all other
/// values are quoted, so that nothing reads as a number or a date.
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
        // Until sshd reads the bundle's own file: infra-apply removes these then.
        text.Append(
            CultureInfo.InvariantCulture,
            $"    ssh_authorized_keys: [{string.Join(", ", keys.All.Select(key => Json.Quote(key.Line)))}]\n"
        );
        text.Append("write_files:\n");
        if (!platform.Packages.IsEmpty)
        {
            // Not cloud-init's own list: its module tries once, ever, and what it cannot download costs the node.
            AppendFile(text, "/etc/infra/packages", "0644", string.Concat(platform.Packages.Select(package => $"{package}\n")));
        }

        // The first filter is what has closed the node, and user data has it once: infra-apply takes it from there.
        AppendFile(text, "/etc/infra/bundle.json", "0600", bundle.Without(Lockdown.HasRulesOf).ToJson());
        // sshd starts after files are written and before the bundle is applied, which replaces both.
        AppendFile(text, NodeFiles.SshdPath, "0644", NodeFiles.SshdAtFirst);
        AppendFile(text, NodeFiles.KeysPath, "0644", keys.File);
        foreach (var (path, content) in platform.FirstFiles)
        {
            AppendFile(text, path, "0644", content);
        }

        AppendFile(text, "/etc/infra/enrolment-token", "0600", token + "\n");
        foreach (var file in NodeProgram.Files)
        {
            AppendFile(text, file.Path, file.Mode, file.Content);
        }

        // Ends a first boot that was cut off after it had begun, because runcmd runs once; does nothing when there is nothing to end.
        AppendFile(
            text,
            "/var/lib/cloud/scripts/per-boot/infra-first-boot",
            "0755",
            $"""
            #!/bin/sh
            [ ! -e /var/lib/infra/node ] || [ -e /var/lib/infra/confirmed.json ] || exec {NodeProgram.Command} first-boot

            """
        );
        text.Append(CultureInfo.InvariantCulture, $"runcmd:\n  - [{NodeProgram.Command}, first-boot]\n");
        return text.ToString();
    }

    /// <exception cref="ArgumentException">Content that a literal block would not give back byte for byte.</exception>
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
            // Deeper than its key by one is enough, and all of it travels.
            text.Append(line.Length == 0 ? "" : "   ").Append(line).Append('\n');
        }
    }
}
