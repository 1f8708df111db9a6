using System.Collections.Immutable;
using Infra.Components.Tests.Testing;

namespace Infra.Components.Tests.Gcp;

public class ServiceNodeTests
{
    private const string Instance = "gcp:compute/instance:Instance";
    private const string Disk = "gcp:compute/disk:Disk";
    private const string Attachment = "gcp:compute/attachedDisk:AttachedDisk";

    [Fact]
    public async Task Node_Instances_HaveNoPublicAddress()
    {
        var run = await StackRun.OfExampleAsync("gcp-private");

        Assert.Equal(3, run.OfType(Instance).Count());
        Assert.All(run.OfType(Instance), instance =>
        {
            var network = (ImmutableDictionary<string, object>)Assert.Single((ImmutableArray<object>)instance["networkInterfaces"]!);
            Assert.False(network.ContainsKey("accessConfigs") || network.ContainsKey("ipv6AccessConfigs"));
            Assert.StartsWith(CloudMocks.LinkOf("acme-workload-"), (string)network["subnetwork"], StringComparison.Ordinal);
            Assert.Equal(false, instance["canIpForward"]);
        });
    }

    [Fact]
    public async Task Node_Instances_AreShieldedAndRunAsNobodyElse()
    {
        var run = await StackRun.OfExampleAsync("gcp-private");

        Assert.All(run.OfType(Instance), instance =>
        {
            Assert.Equal(3, instance.Map("shieldedInstanceConfig").Count(setting => Equals(setting.Value, true)));
            var account = instance.Map("serviceAccount");
            Assert.Equal("orders-db@acme.iam.example", account["email"]);
            Assert.Equal(["https://www.googleapis.com/auth/userinfo.email"], ((ImmutableArray<object>)account["scopes"]).Cast<string>());
        });
    }

    [Fact]
    public async Task Node_Metadata_IsSecretAndFitsAndLetsNobodyElseIn()
    {
        var run = await StackRun.OfExampleAsync("gcp-private");

        var instance = run.One(Instance, "orders-db-1");
        var metadata = instance.Map("metadata");
        Assert.Contains("metadata", instance.SecretInputs);
        Assert.Equal(
            ("base64", "TRUE", "FALSE", "FALSE", "FALSE"),
            (
                metadata["user-data-encoding"],
                metadata["block-project-ssh-keys"],
                metadata["enable-oslogin"],
                metadata["serial-port-enable"],
                metadata["enable-guest-attributes"]
            )
        );
        Assert.All(metadata.Values, value => Assert.InRange(((string)value).Length, 1, 262_144));
        Assert.DoesNotContain("ssh-keys", metadata.Keys);
        var text = UserData.Unzip(Convert.FromBase64String((string)metadata["user-data"]));
        Assert.Contains(run.Mocks.Token("orders-db-1"), text, StringComparison.Ordinal);
        Assert.Contains("/dev/disk/by-id/google-data", text, StringComparison.Ordinal);
        Assert.Contains("install cloud-init", (string)metadata["startup-script"], StringComparison.Ordinal);
        Assert.All(metadata.Values, value => Assert.DoesNotContain("the operator's private key", (string)value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Node_Volume_IsAttachedUnderItsNameAndGoesWithItsInstance()
    {
        var run = await StackRun.OfExampleAsync("gcp-private");

        Assert.Equal(["orders-db-1-data-g1"], run.One(Instance, "orders-db-1").ReplaceWith);
        var attachment = run.One(Attachment, "orders-db-1-data");
        Assert.Equal(
            ("data", CloudMocks.LinkOf("orders-db-1"), CloudMocks.LinkOf("orders-db-1-data-g1"), "europe-west1-b"),
            (attachment["deviceName"], attachment["instance"], attachment["disk"], attachment["zone"])
        );
        Assert.Equal(
            (100.0, "europe-west1-b"),
            (run.One(Disk, "orders-db-1-data-g1")["size"], run.One(Disk, "orders-db-1-data-g1")["zone"])
        );
    }

    [Fact]
    public async Task Node_Instance_WaitsForItsZonesWayOutAndEveryRule()
    {
        var run = await StackRun.OfExampleAsync("gcp-private");

        var rules = run.OfType("gcp:compute/firewall:Firewall").Select(rule => rule.Name);
        Assert.Equal(
            rules.Concat(["acme-default", "acme-nat-b"]).Order(StringComparer.Ordinal),
            run.One(Instance, "orders-db-2").DependsOn.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Node_Labels_AreOnEverythingThatTakesThem()
    {
        var run = await StackRun.OfExampleAsync("gcp-private");

        string[] expected = ["deployment=standard", "node=orders-db-1", "project=acme", "service=orders-db", "stack=gcp-private"];
        var instance = run.One(Instance, "orders-db-1");
        var root = (ImmutableDictionary<string, object>)instance.Map("bootDisk")["initializeParams"];
        Assert.Equal(expected, Shown(instance.Map("labels")));
        Assert.Equal(expected, Shown((ImmutableDictionary<string, object>)root["labels"]));
        Assert.Equal(expected, Shown(run.One(Disk, "orders-db-1-data-g1").Map("labels")));
    }

    [Fact]
    public async Task Node_Image_IsAskedFromGoogleOnceUnlessConfigured()
    {
        var asked = await StackRun.OfExampleAsync("gcp-private");
        var configured = await StackRun.OfExampleAsync(
            "gcp-private",
            config: StackRun.DefaultConfig.Append(new("infra:imageId", "projects/acme/global/images/baked")).ToImmutableDictionary()
        );

        var (token, args) = Assert.Single(asked.Mocks.CloudCalls);
        Assert.Equal(("gcp:compute/getImage:getImage", "debian-cloud", "debian-12"), (token, args["project"], args["family"]));
        Assert.All(asked.OfType(Instance), instance => Assert.Equal(CloudMocks.LinkOf("debian-12-newest"), Image(instance)));
        Assert.Empty(configured.Mocks.CloudCalls);
        Assert.All(configured.OfType(Instance), instance => Assert.Equal("projects/acme/global/images/baked", Image(instance)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Network_TerminationProtection_HoldsWhatIsNeverReplacedAndNoNode(bool protect)
    {
        var run = await StackRun.OfExampleAsync("gcp-private", change: plan =>
            plan with
            {
                Spec = plan.Spec with { TerminationProtection = protect },
            }
        );

        // A protected instance could not be replaced by its next generation.
        Assert.All(run.OfType(Instance), instance => Assert.Equal(false, instance["deletionProtection"]));
        var held = run.Resources.Values.Where(resource => resource.Options.Protect == true).Select(resource => resource.Type);
        Assert.Equal(protect ? ["gcp:compute/network:Network"] : Array.Empty<string>(), held);
    }

    private static object Image(Recorded instance) =>
        ((ImmutableDictionary<string, object>)instance.Map("bootDisk")["initializeParams"])["image"];

    private static IEnumerable<string> Shown(ImmutableDictionary<string, object> labels) =>
        labels.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal);
}
