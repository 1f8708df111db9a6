using System.Text.Json;
using Infra.Core.Iam;

namespace Infra.Core.Tests.Iam;

public sealed class PolicyDocumentTests
{
    private const string Account = "123456789012";

    [Fact]
    public void Documents_AreAsCommitted()
    {
        Golden.Check(ObjectStoragePolicy.SameAccountAndRegion(Account, "eu-west-1"), "tests", "baselines", "iam", "object-storage.json");
        Golden.Check(FlowLogPolicy.Trust(Account, "eu-west-1"), "tests", "baselines", "iam", "flow-log-trust.json");
        Golden.Check(
            FlowLogPolicy.Write($"arn:aws:logs:eu-west-1:{Account}:log-group:/infra/prod/acme/flow-logs"),
            "tests",
            "baselines",
            "iam",
            "flow-log-write.json"
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("12345678901")]
    [InlineData("1234567890123")]
    [InlineData("12345678901*")]
    [InlineData("12345678901\"")]
    [InlineData("١٢٣٤٥٦٧٨٩٠١٢")]
    public void Documents_NoAccountId_AreRefused(string account)
    {
        Assert.Throws<ArgumentException>(() => ObjectStoragePolicy.SameAccountAndRegion(account, "eu-west-1"));
        Assert.Throws<ArgumentException>(() => FlowLogPolicy.Trust(account, "eu-west-1"));
    }

    /// <summary>Zones can be named for a region that is not known: its name is then the file's, whatever it is.</summary>
    [Theory]
    [InlineData("x\", \"aws:ResourceAccount\": \"*")]
    [InlineData("x\\\" } } } ] }")]
    [InlineData("x\n\t\u2028")]
    public void ObjectStorage_HostileRegion_StaysAString(string region)
    {
        using var policy = JsonDocument.Parse(ObjectStoragePolicy.SameAccountAndRegion(Account, region));

        var same = Assert
            .Single(policy.RootElement.GetProperty("Statement").EnumerateArray())
            .GetProperty("Condition")
            .GetProperty("StringEquals");
        Assert.Equal(region, same.GetProperty("aws:RequestedRegion").GetString());
        Assert.Equal(Account, same.GetProperty("aws:ResourceAccount").GetString());
        Assert.Equal(3, same.EnumerateObject().Count());
    }

    [Theory]
    [InlineData("eu-west-1", "arn:aws:ec2:")]
    [InlineData("cn-north-1", "arn:aws-cn:ec2:")]
    [InlineData("us-gov-west-1", "arn:aws-us-gov:ec2:")]
    public void FlowLogTrust_InEachPartition_NamesItsOwn(string region, string start) =>
        Assert.Contains($"\"{start}{region}:{Account}:vpc-flow-log/*\"", FlowLogPolicy.Trust(Account, region), StringComparison.Ordinal);
}
