namespace Infra.Lab.Tests;

/// <summary>The image that a cloud's nodes boot from: built, booted with Secure Boot and without internet, and delivered whole.</summary>
public sealed class NodeImageScriptTests : IDisposable
{
    private static readonly string Script = Path.GetFullPath(Path.Combine(LabScript.Folder, "..", "..", "..", "..", "scripts", "image"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infra-image-test-");

    [SkippableFact]
    [Trait("Category", "Lab")]
    public void Image_OfAws_BootsAsANodeAndIsDeliveredWhole()
    {
        foreach (var (program, package) in new[] { ("mmdebstrap", "mmdebstrap"), ("mcopy", "mtools"), ("mkfs.vfat", "dosfstools") })
        {
            Skip.IfNot(LabScript.OnPath(program), $"{program} is not installed: apt-get install {package}");
        }

        Skip.IfNot(File.Exists("/usr/share/OVMF/OVMF_CODE_4M.ms.fd"), "the firmware is not installed: apt-get install ovmf");
        Skip.IfNot(Environment.UserName == "root", "not root: packages are unpacked with their owners");
        var target = Path.Combine(_folder.FullName, "an image");

        var made = LabScript.Run(Script, ["aws", "--out", target]);

        Assert.True(made.ExitCode == 0, made.Stderr);
        Assert.Contains("image: Secure Boot was on", made.Stderr, StringComparison.Ordinal);
        Assert.Contains("orders-db-1 waits for its first connection", made.Stderr, StringComparison.Ordinal);
        Assert.Contains($@"aws s3 cp {_folder.FullName}/an\ image/disk.raw", made.Stdout, StringComparison.Ordinal);
        Assert.Equal(
            ["SHA256SUMS", "disk.raw", "packages.txt"],
            Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Equal(0, LabScript.Run("/bin/sh", ["-c", "cd \"$0\" && sha256sum --quiet -c SHA256SUMS", target]).ExitCode);
        var packages = File.ReadAllLines(Path.Combine(target, "packages.txt")).Select(line => line.Split(' ')[0]).ToHashSet();
        foreach (
            var package in new[] { "chrony", "cryptsetup-bin", "ipset", "iptables", "wireguard-tools", "charon-systemd", "cloud-init" }
        )
        {
            Assert.Contains(package, packages);
        }

        Assert.Equal([target], Directory.EnumerateFileSystemEntries(_folder.FullName));
    }

    [Theory]
    [InlineData("image: which cloud?")]
    [InlineData("image: 'digitalocean' is neither a cloud nor an option.", "digitalocean")]
    [InlineData("image: one cloud at a time.", "aws", "gcp")]
    [InlineData("image: --out wants a directory.", "aws", "--out")]
    public void Arguments_ThatAreWrong_BuildNothing(string said, params string[] arguments)
    {
        var result = LabScript.Run(Script, arguments);

        Assert.NotEqual(0, result.ExitCode);
        Assert.EndsWith($"{said}\n", result.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public void Target_ThatIsThere_IsNotTouched()
    {
        var precious = Path.Combine(_folder.FullName, "precious");
        File.WriteAllText(precious, "x");

        var result = LabScript.Run(Script, ["gcp", "--out", _folder.FullName]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.StartsWith($"image: {_folder.FullName} is there already", result.Stderr, StringComparison.Ordinal);
        Assert.Equal([precious], Directory.EnumerateFileSystemEntries(_folder.FullName));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
