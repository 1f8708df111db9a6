using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Aws;

public class ServiceNodeTests
{
    private const string Instance = "aws:ec2/instance:Instance";
    private const string Volume = "aws:ebs/volume:Volume";
    private const string Attachment = "aws:ec2/volumeAttachment:VolumeAttachment";

    [Fact]
    public async Task Node_Instances_HaveNoPublicAddress()
    {
        var run = await StackRun.OfAsync();

        var instances = run.OfType(Instance).ToArray();
        Assert.Equal(3, instances.Length);
        Assert.All(instances, instance =>
        {
            Assert.Equal(false, instance["associatePublicIpAddress"]);
            Assert.StartsWith("acme-workload-", (string)instance["subnetId"]!, StringComparison.Ordinal);
            Assert.Equal(true, instance["sourceDestCheck"]);
        });
    }

    [Fact]
    public async Task Node_Metadata_NeedsASessionAndStaysOnTheNode()
    {
        var run = await StackRun.OfAsync();

        Assert.All(run.OfType(Instance), instance =>
        {
            var metadata = instance.Map("metadataOptions");
            Assert.Equal("required", metadata["httpTokens"]);
            Assert.Equal(1.0, metadata["httpPutResponseHopLimit"]);
        });
    }

    [Fact]
    public async Task Node_Disks_AreAllEncrypted()
    {
        var run = await StackRun.OfAsync();

        Assert.All(run.OfType(Instance), instance => Assert.Equal(true, instance.Map("rootBlockDevice")["encrypted"]));
        Assert.Equal(3, run.OfType(Volume).Count());
        Assert.All(run.OfType(Volume), volume => Assert.Equal(true, volume["encrypted"]));
    }

    [Fact]
    public async Task Node_UserData_IsSecretAndFitsAndNamesTheExactDevice()
    {
        var run = await StackRun.OfAsync();

        var instance = run.One(Instance, "orders-db-1");
        Assert.Contains("userDataBase64", instance.SecretInputs);
        var bytes = Convert.FromBase64String((string)instance["userDataBase64"]!);
        Assert.InRange(bytes.Length, 1, 16_384);
        var text = UserData.Unzip(bytes);
        Assert.Contains(run.Mocks.Token("orders-db-1"), text, StringComparison.Ordinal);
        var volumeId = (string)run.One(Attachment, "orders-db-1-data")["volumeId"]!;
        Assert.Contains($"Elastic_Block_Store_{volumeId.Replace("-", "", StringComparison.Ordinal)}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the operator's private key", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_Volume_LivesAndDiesWithItsInstance()
    {
        var run = await StackRun.OfAsync();

        Assert.Equal(["orders-db-1-data-g1"], run.One(Instance, "orders-db-1").ReplaceWith);
        var attachment = run.One(Attachment, "orders-db-1-data");
        Assert.Equal("orders-db-1-id", attachment["instanceId"]);
        Assert.Equal((true, null), (attachment["skipDestroy"], attachment["stopInstanceBeforeDetaching"]));
        Assert.Contains("orders-db-1-data-g1", run.One(Instance, "orders-db-1").DependsOn);
        Assert.Equal("eu-west-1a", run.One(Volume, "orders-db-1-data-g1")["availabilityZone"]);
    }

    [Fact]
    public async Task Node_Instance_WaitsForItsZonesWayOut()
    {
        var run = await StackRun.OfAsync();

        Assert.Equal(
            [
                "acme-s3",
                "acme-workload-b",
                "acme-workload-b-default",
                "orders-db-2-data-g1",
                "orders-db.egress.all.internet",
                "orders-db.peers.udp.4501.out",
            ],
            run.One(Instance, "orders-db-2").DependsOn
        );
    }

    [Fact]
    public async Task Node_Image_IsAskedFromDebianOnceUnlessConfigured()
    {
        var asked = await StackRun.OfAsync();
        var configured = await StackRun.OfAsync(
            config: StackRun.DefaultConfig.Append(new("infra:imageId", "ami-0ba4ed00")).ToImmutableDictionary()
        );

        var (token, args) = Assert.Single(asked.Mocks.CloudCalls);
        Assert.Equal("aws:ec2/getAmi:getAmi", token);
        Assert.Equal(["136693071363"], ((ImmutableArray<object>)args["owners"]).Cast<string>());
        Assert.All(asked.OfType(Instance), instance => Assert.Equal("ami-0debian", instance["ami"]));
        Assert.Empty(configured.Mocks.CloudCalls);
        Assert.All(configured.OfType(Instance), instance => Assert.Equal("ami-0ba4ed00", instance["ami"]));
    }

    [Theory]
    [InlineData("ami-0123456789abcdef0", true)]
    [InlineData("ami-0123456789abcdef", false)]
    [InlineData("ami-0BA4ED00", false)]
    [InlineData("i-0ba4ed00", false)]
    [InlineData("ami-0ba4ed00\n", false)]
    [InlineData("debian-12", false)]
    public async Task Node_ConfiguredImage_MustHaveTheCloudsForm(string image, bool good)
    {
        var config = StackRun.DefaultConfig.Append(new("infra:imageId", image)).ToImmutableDictionary();

        if (good)
        {
            Assert.All((await StackRun.OfAsync(config: config)).OfType(Instance), instance => Assert.Equal(image, instance["ami"]));
            return;
        }

        var error = await Assert.ThrowsAnyAsync<Exception>(() => StackRun.OfAsync(config: config));
        Assert.Contains("infra:imageId is not a valid image ID on AWS", error.ToString(), StringComparison.Ordinal);
    }
}
