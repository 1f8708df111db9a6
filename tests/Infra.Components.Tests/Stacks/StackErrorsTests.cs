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
        Assert.Contains("needs 63 IPv4 inbound rules; a security group holds 60", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stack_NewService_LockFileIsExtended()
    {
        var run = await StackRun.OfAsync(lockText: StackRun.ExampleLock, stackText: WithSecondService);

        Assert.Contains("a-first", run.LockText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stack_NewServiceInCi_IsRefusedWithTheCommand()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => StackRun.OfAsync(stackText: WithSecondService, lockMode: LockMode.Frozen));

        Assert.Contains("scripts/infra lock --stack aws-private", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stack_NothingNew_LockFileKeepsItsBytes()
    {
        var run = await StackRun.OfAsync();

        Assert.Equal(StackRun.ExampleLock, run.LockText);
    }

    /// <summary>What a preview shows may never be applied, and then must not have moved anything.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stack_Previewed_WritesNoLockFile(bool isNew)
    {
        var before = isNew ? "" : StackRun.ExampleLock;

        Assert.Equal(before, (await StackRun.OfAsync(WithSecondService, before, preview: true)).LockText);
        Assert.NotEqual(before, (await StackRun.OfAsync(WithSecondService, before, preview: false)).LockText);
    }

    [Fact]
    public async Task Stack_RefusedForWantOfAKey_HasWrittenNoLockFile()
    {
        var directory = Directory.CreateTempSubdirectory("infra-stack-");
        try
        {
            var stacks = directory.CreateSubdirectory("stacks").FullName;
            await File.WriteAllTextAsync(Path.Combine(stacks, "Pulumi.aws-example.yaml"), StackRun.ExampleStack);
            Environment.SetEnvironmentVariable("PULUMI_CONFIG", "{}");
            var context = new StackContext(new StackFiles(directory.FullName), LockMode.Extend, WriteLock: true, new Recorder().Options);

            var error = await Assert.ThrowsAsync<RunException>(() =>
                Deployment.TestWithServiceProviderAsync<ProjectStack>(
                    new CloudMocks(),
                    new StackServices(context),
                    new Pulumi.Testing.TestOptions
                    {
                        ProjectName = "infra",
                        StackName = "aws-example",
                        IsPreview = false,
                    }
                )
            );

            Assert.Contains("operatorPublicKey", error.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(stacks, "aws-example.lock.yaml")));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
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
            "config:\n  infra:project:\n    name: acme\n    services:\n      a: { nodes: 3, allowedSources: [10.7.0.0/16, '2001:db8::/32'] }\n",
            "f"
        );

        var outcome = ProjectCompiler.Compile(file, new LockSource(null, "l", LockMode.Extend), configured);

        Assert.Equal(same, outcome.Diagnostics.All(found => found.Code != "INF0005"));
    }

    [Fact]
    public void StackFiles_UnknownStack_NamesThoseThereAre()
    {
        var error = Assert.Throws<FileNotFoundException>(() => new StackFiles(StackRun.Repository).ReadStack("aws-exmaple"));

        Assert.Matches("Stacks here: aws-example, .*local", error.Message);
    }

    [Fact]
    public async Task PrivateKey_InClearText_IsRefusedWithoutShowingIt()
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", """{"infra:operatorPrivateKey":"-----BEGIN"}""");
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", """["infra:other"]""");

        var error = await Assert.ThrowsAsync<RunException>(() => RunInAsync(StackRun.Repository, "aws-example"));

        Assert.StartsWith("infra:operatorPrivateKey is in the stack file in clear text.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-stack", "There is no stacks/Pulumi.no-such-stack.yaml. Stacks here: aws-example, ")]
    public async Task Stack_WithoutItsFile_IsAMessageAndNoStackTrace(string stack, string message)
    {
        var error = await Assert.ThrowsAsync<RunException>(() => RunInAsync(StackRun.Repository, stack));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stack_OutsideTheRepository_IsAMessageAndNoStackTrace()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => RunInAsync("/", "local"));

        Assert.Equal("No Pulumi.yaml in / or above it. Run this inside the repository.", error.Message);
    }

    private static Task<System.Collections.Immutable.ImmutableArray<Resource>> RunInAsync(string directory, string stack) =>
        Deployment.TestWithServiceProviderAsync<ProjectStack>(
            new CloudMocks(),
            new StackServices(() => new StackContext(StackFiles.Above(directory), LockMode.Extend, WriteLock: false)),
            new Pulumi.Testing.TestOptions
            {
                ProjectName = "infra",
                StackName = stack,
                IsPreview = true,
            }
        );

    private static string WithSecondService =>
        StackRun.ExampleStack.Replace(
            "    services:\n",
            "    services:\n      a-first:\n        type: postgresql\n        plan: business-4\n        nodes: 2\n        mesh: wireguard\n        volumes: { data: 10 }\n",
            StringComparison.Ordinal
        );
}
