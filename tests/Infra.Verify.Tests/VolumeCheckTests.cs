using Infra.Verify.Checks;
using Infra.Verify.Tests.Fakes;

namespace Infra.Verify.Tests;

public sealed class VolumeCheckTests
{
    [Fact]
    public async Task Run_HealthyVolumes_Passes()
    {
        var rows = await new TestCloud().RunAsync(new VolumeCheck());
        Assert.Equal((3 * 5) + 1, rows.Count);
        Assert.All(rows, row => Assert.True(row.Passed, $"{row.Subject}: {row.Observed}"));
    }

    [Theory]
    [InlineData("type=LUKS2", "type=LUKS1", "LUKS1 aes-xts-plain64, 512-bit key")]
    [InlineData("cipher=aes-xts-plain64", "cipher=aes-cbc-essiv:sha256", "LUKS2 aes-cbc-essiv:sha256, 512-bit key")]
    [InlineData("key=:64:logon", "key=:32:logon", "LUKS2 aes-xts-plain64, 256-bit key")]
    [InlineData(
        "key=:64:logon:cryptsetup:11e1b3b4-bd15-4a45-8cbf-bda2888a771b-d0",
        "key=00000000000000000000000000000000",
        "LUKS2 aes-xts-plain64, 128-bit key"
    )]
    [InlineData("key=:64:logon:cryptsetup:11e1b3b4-bd15-4a45-8cbf-bda2888a771b-d0", "key=", "LUKS2 aes-xts-plain64, key unknown")]
    [InlineData("device=/dev/nvme1n1", "device=/dev/nvme2n1", "on /dev/nvme2n1, named device is /dev/nvme1n1")]
    [InlineData("keyslots=0", "keyslots=1", "1 key slots")]
    [InlineData("keyslots=0", "", " key slots")]
    [InlineData("disk=2097152", "disk=4194304", "disk 2 GiB, mapping 0.984 GiB, file system 0.984 GiB")]
    [InlineData("mapping=2064384", "mapping=2064376", "disk 1 GiB, mapping 0.984 GiB, file system 0.984 GiB")]
    [InlineData("filesystem=2064384", "filesystem=1802240", "disk 1 GiB, mapping 0.984 GiB, file system 0.859 GiB")]
    [InlineData("filesystem=2064384", "filesystem=", "disk 1 GiB, mapping 0.984 GiB, file system unknown")]
    [InlineData("mounted=/dev/mapper/data ext4 data", "mounted=/dev/nvme0n1 ext4 root", "/dev/nvme0n1 ext4 root")]
    public async Task Run_OneFactWrong_FailsThatRowOnly(string healthy, string broken, string observed)
    {
        var cloud = new TestCloud();
        var facts = '\n' + TestCloud.VolumeFacts("orders-db-1");
        cloud.First.Answer("cryptsetup", facts.Replace('\n' + healthy, '\n' + broken, StringComparison.Ordinal));
        var failed = Assert.Single(await cloud.RunAsync(new VolumeCheck()), row => !row.Passed);
        Assert.Equal("orders-db-1/data", failed.Subject);
        Assert.Equal(observed, failed.Observed);
    }

    [Fact]
    public async Task Run_TwoVolumesWithOneKey_NamesBoth()
    {
        var cloud = new TestCloud();
        cloud.First.Answer("cryptsetup", TestCloud.VolumeFacts("orders-db-2"));
        var failed = Assert.Single(await cloud.RunAsync(new VolumeCheck()), row => !row.Passed);
        Assert.Equal("same key on orders-db-1/data orders-db-2/data", failed.Observed);
    }

    [Fact]
    public async Task Run_FirstSectorNotZero_SaysNotComparableInsteadOfPassing()
    {
        var cloud = new TestCloud();
        cloud.First.Answer(
            "cryptsetup",
            TestCloud.VolumeFacts("orders-db-1").Replace("plaintext=", "plaintext=ff", StringComparison.Ordinal)
        );
        var failed = Assert.Single(await cloud.RunAsync(new VolumeCheck()), row => !row.Passed);
        Assert.StartsWith("not comparable", failed.Observed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PlainTextOnDisk_Fails()
    {
        var cloud = new TestCloud();
        cloud.First.Answer("cryptsetup", TestCloud.PlainVolumeFacts("orders-db-1"));
        var failed = Assert.Single(await cloud.RunAsync(new VolumeCheck()), row => !row.Passed);
        Assert.Equal("stored in plain text: orders-db-1/data", failed.Observed);
    }

    [Fact]
    public async Task Run_MapperMissing_FailsWithTheToolsComplaint()
    {
        var cloud = new TestCloud();
        cloud.First.Answer("cryptsetup", "", 4, "Device data not found");
        var rows = await cloud.RunAsync(new VolumeCheck());
        Assert.Contains(rows, row => !row.Passed && row.Observed == "exit 4: Device data not found");
    }
}
