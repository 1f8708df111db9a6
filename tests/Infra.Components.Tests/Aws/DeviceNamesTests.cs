using Infra.Components.Tests.Testing;
using Infra.Core.Clouds.Aws;

namespace Infra.Components.Tests.Aws;

public class DeviceNamesTests
{
    [Fact]
    public async Task DeviceName_OfData_NeverChanges()
    {
        var run = await StackRun.OfAsync();

        // Another name would detach the volume of a running database.
        Assert.All(run.OfType("aws:ec2/volumeAttachment:VolumeAttachment"), attachment =>
            Assert.Equal("/dev/xvdbl", attachment["deviceName"])
        );
    }

    [Fact]
    public void DevicePath_OfAnEbsVolume_IsItsIdWithoutTheDash() =>
        Assert.Equal(
            "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0123456789abcdef0",
            EbsVolumes.DevicePath("vol-0123456789abcdef0")
        );
}
