using Infra.Components.Tests.Testing;
using Infra.Core;
using Infra.Core.Deployments;
using Infra.Projects;
using Pulumi;

namespace Infra.Components.Tests.Stacks;

public class StackErrorsTests
{
    [Fact]
    public async Task Stack_SeveralMistakes_AllAreInTheMessage()
    {
        var text = StackRun
            .ExampleStack.Replace("region: eu-west-1", "region: eu-wset-1", StringComparison.Ordinal)
            .Replace("[10.7.0.0/16]", "[10.7.0.1/16]", StringComparison.Ordinal);

        var error = await Assert.ThrowsAsync<RunException>(() => StackRun.OfAsync(text));

        Assert.Contains("INF0206", error.Message, StringComparison.Ordinal);
        Assert.Contains("INF0302", error.Message, StringComparison.Ordinal);
        Assert.Contains("stacks/Pulumi.aws-private.yaml:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stack_MoreRulesThanASecurityGroupHolds_NamesCountLimitAndRemedy()
    {
        var sources = string.Join(", ", Enumerable.Range(0, 60).Select(i => $"10.{100 + (2 * i)}.0.0/16"));

        var error = await Assert.ThrowsAsync<RunException>(() =>
            StackRun.OfAsync(StackRun.ExampleStack.Replace("10.7.0.0/16", sources, StringComparison.Ordinal))
        );

        // 60 sources on one range of ports, management on two ports, and the tunnel.
        Assert.Contains("needs 63 IPv4 inbound rules; a security group can hold 60", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stack_WithWhatPulumiAddsToItsFile_IsRead()
    {
        var text =
            "secretsprovider: awskms://alias/infra-state?region=eu-west-1\nencryptedkey: AQICAHg=\n"
            + StackRun.ExampleStack
            + $"  infra:operatorPublicKey: {StackRun.OperatorKey}\n  infra:operatorPrivateKey:\n    secure: v1:abc:def\n";

        var run = await StackRun.OfAsync(text);

        Assert.Equal(3, run.OfType("aws:ec2/instance:Instance").Count());
    }

    [Theory]
    [InlineData("""{"project":{"name":"other"}}""", false)]
    [InlineData("not: [json", false)]
    [InlineData(null, true)]
    [InlineData("""{"services":{"a":{"nodes":3,"allowedSources":["10.7.0.0/16","2001:db8::/32"]}},"name":"acme"}""", true)]
    public void Compile_ProjectConfiguredElsewhere_IsRefused(string? configured, bool same)
    {
        var file = new StackSource(
            "config:\n  infra:project:\n    name: acme\n    services:\n      a: { nodes: 3, allowedSources: "
                + "[10.7.0.0/16, '2001:db8::/32'] }\n",
            "f"
        );

        var outcome = ProjectCompiler.Compile(file, new LockSource(null, "l", LockMode.Extend), configured);

        Assert.Equal(same, outcome.Diagnostics.All(found => found.Code != "INF0005"));
    }

    [Fact]
    public void StackFiles_UnknownStack_NamesThoseThereAre()
    {
        var error = Assert.Throws<FileNotFoundException>(() => new StackFiles(StackRun.Repository).ReadStack("aws-exmaple"));

        Assert.EndsWith($"Available stacks: {Available()}.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrivateKey_InClearText_IsRefusedWithoutShowingIt()
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", """{"infra:operatorPrivateKey":"-----BEGIN"}""");
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", """["infra:other"]""");

        var error = await Assert.ThrowsAsync<RunException>(() => RunInAsync(StackRun.Repository, "aws-example"));

        Assert.Contains(
            "config infra:operatorPrivateKey: error INF1304: infra:operatorPrivateKey is in the stack file in clear text.",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("BEGIN", error.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// With code and place: in the stack file if it is written there, else in the configuration; together with any other errors.
    /// </summary>
    [Theory]
    [InlineData("infra:imageId", "ami-1", "INF1303")]
    [InlineData("infra:operatorPublicKey", "ssh-rsa AAAA", "INF1301")]
    [InlineData("infra:operatorPublicKeys", "[\"ssh-rsa AAAA\"]", "INF1301")]
    [InlineData("infra:operatorPublicKeys", "ssh-rsa AAAA", "INF1301")]
    [InlineData("infra:operatorPublicKeys", "[null]", "INF1301")]
    [InlineData("infra:operatorPrivateKeyPassword", "open", "INF1304")]
    public async Task Setting_ThatIsWrong_HasCodeAndPlace(string key, string value, string code)
    {
        var config = new Dictionary<string, string> { ["infra:operatorPublicKey"] = StackRun.OperatorKey, [key] = value };
        var text = StackRun.ExampleStack.Replace("[10.7.0.0/16]", "[10.7.0.1/16]", StringComparison.Ordinal);

        // From --config; and encrypted in the file, so that only the program sees it.
        var given = await Assert.ThrowsAsync<RunException>(() => RunWithAsync(text, config, key));
        var written = await Assert.ThrowsAsync<RunException>(() =>
            RunWithAsync($"{text.TrimEnd()}\n  {key}:\n    secure: v1:abc\n", config, key)
        );

        Assert.Contains($"config {key}: error {code}: ", given.Message, StringComparison.Ordinal);
        Assert.Matches($@"stacks/Pulumi\.aws-private\.yaml:\d+:3: (config\.)?{key}: error {code}: ", written.Message);
        Assert.All([given, written], error => Assert.Contains("INF0302", error.Message, StringComparison.Ordinal));
        Assert.All([given, written], error =>
            Assert.DoesNotContain(code == "INF1304" ? value : "no such text", error.Message, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Setting_ThatIsWrongInTheFile_IsOneFindingThere()
    {
        var text = $"{StackRun.ExampleStack.TrimEnd()}\n  infra:operatorPublicKey: ssh-rsa AAAA\n";

        var error = await Assert.ThrowsAsync<RunException>(() =>
            RunWithAsync(text, new() { ["infra:operatorPublicKey"] = "ssh-rsa AAAA" }, "")
        );

        Assert.Single(error.Message.Split(Environment.NewLine), line => line.Contains("INF1301", StringComparison.Ordinal));
    }

    private static async Task RunWithAsync(string text, Dictionary<string, string> config, string key)
    {
        _ = await StackRun.OfAsync(
            text,
            preview: true,
            config: config,
            secrets: key.Contains("Private", StringComparison.Ordinal) ? "[]" : null
        );
    }

    [Fact]
    public async Task Stack_WithoutItsFile_IsAMessageAndNoStackTrace()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => RunInAsync(StackRun.Repository, "no-such-stack"));

        Assert.StartsWith(
            $"There is no stacks/Pulumi.no-such-stack.yaml. Available stacks: {Available()}.",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("   at ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stack_OutsideTheRepository_IsAMessageAndNoStackTrace()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => RunInAsync("/", "local"));

        Assert.Equal("No Pulumi.yaml in / or above it. Run this inside the repository.", error.Message);
    }

    /// <summary>The names of the repository's stack files, in order, so that another example breaks no test.</summary>
    private static string Available()
    {
        var names = Directory
            .EnumerateFiles(Path.Combine(StackRun.Repository, "stacks"), "Pulumi.*.yaml")
            .Select(path => Path.GetFileName(path)["Pulumi.".Length..^".yaml".Length])
            .Order(StringComparer.Ordinal)
            .ToArray();
        Assert.Contains("local", names);
        return string.Join(", ", names);
    }

    private static Task<System.Collections.Immutable.ImmutableArray<Resource>> RunInAsync(string directory, string stack) =>
        Deployment.TestWithServiceProviderAsync<ProjectStack>(
            new CloudMocks(),
            new StackServices(() => new StackContext(StackFiles.Above(directory), LockMode.Extend)),
            new Pulumi.Testing.TestOptions
            {
                ProjectName = "infra",
                StackName = stack,
                IsPreview = true,
            }
        );
}
