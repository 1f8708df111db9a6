using Infra.Core.Boot;
using Infra.Core.Catalog;
using Infra.Core.Spec;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Boot;

public sealed class GcpStartupScriptTests
{
    private static string Text { get; } = GcpStartupScript.Write(StackText.Plan(StackText.On("gcp", "europe-west1")), "orders-db");

    [Fact]
    public void Text_Always_IsAsCommitted() => Golden.Check(Text, "tests", "baselines", "user-data/gcp.startup-script");

    [Fact]
    public void Text_Always_FitsOneMetadataValue() =>
        Assert.InRange(Text.Length, 1, CloudLimits.For(CloudKind.Gcp).UserDataBytes);

    [SkippableFact]
    public void Text_Shellcheck_IsClean()
    {
        Skip.IfNot(Tool.IsOnPath("shellcheck"), "needs shellcheck (Debian package shellcheck)");

        var run = Tool.Run(Text, "/", "shellcheck", "-");

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
    }

    [SkippableTheory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 1", 1)]
    public void Text_WithoutCloudInit_ClosesTheDoorInstallsAndStartsAnew(string apt, int exitCode)
    {
        Skip.If(Tool.NoNamespaces is not null, Tool.NoNamespaces);
        Skip.IfNot(Tool.IsOnPath("nft"), "needs nft (Debian package nftables)");
        var directory = Directory.CreateTempSubdirectory("infra-startup-");
        try
        {
            // Stands in for what would change this machine; nft is the real one, in a network of its own.
            var bin = directory.CreateSubdirectory("bin").FullName;
            foreach (var (name, text) in new[] { ("apt-get", apt), ("systemctl", "echo \"asked to $*\""), ("sleep", "exit 0") })
            {
                File.WriteAllText(Path.Combine(bin, name), $"#!/bin/sh\n{text}\n");
                Assert.Equal(0, Tool.Run("", bin, "chmod", "700", name).ExitCode);
            }

            var root = directory.FullName;
            var script = Text
                .Replace("/etc/cloud", $"{root}/cloud", StringComparison.Ordinal)
                .Replace("/var/lib/infra", $"{root}/infra", StringComparison.Ordinal)
                .Replace("/dev/console", $"{root}/console", StringComparison.Ordinal)
                .Replace("command -v cloud-init", $"[ -e {root}/has-cloud-init ]", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(root, "script"), script);
            const string command = "PATH=\"$1/bin:$PATH\"; sh \"$1/script\"; code=$?; nft list table inet infra_early; exit $code";

            var run = Tool.Run("", "/", "unshare", "--net", "sh", "-c", command, "sh", root);

            Assert.Equal(exitCode, run.ExitCode);
            Assert.Contains("policy drop", run.Output, StringComparison.Ordinal);
            Assert.Equal(exitCode == 0, run.Output.Contains("asked to reboot", StringComparison.Ordinal));
            Assert.Equal(exitCode != 0, File.Exists(Path.Combine(root, "console")));
            Assert.StartsWith("datasource_list: [GCE]\n", File.ReadAllText(Path.Combine(root, "cloud/cloud.cfg.d/95-infra.cfg")), StringComparison.Ordinal);

            // With cloud-init there, and on a node in service, it does nothing.
            foreach (var marker in new[] { "has-cloud-init", "infra/confirmed.json" })
            {
                var file = new FileInfo(Path.Combine(root, marker));
                file.Directory!.Create();
                file.Create().Dispose();
                var again = Tool.Run("", "/", "unshare", "--net", "sh", "-c", command, "sh", root);
                Assert.DoesNotContain("policy drop", again.Output, StringComparison.Ordinal);
                Assert.DoesNotContain("asked to", again.Output, StringComparison.Ordinal);
                file.Delete();
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
