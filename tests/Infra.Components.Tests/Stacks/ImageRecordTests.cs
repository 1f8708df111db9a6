using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Components.Tests.Testing;
using Infra.Core;

namespace Infra.Components.Tests.Stacks;

/// <summary>Images are looked up only for new VMs, and each VM's image is recorded in the lock file.</summary>
public class ImageRecordTests
{
    private const string Debian = "https://www.googleapis.com/compute/v1/projects/debian-cloud/global/images/debian-12-bookworm-v20261101";

    public static TheoryData<string, string> Clouds { get; } =
        new() { { "aws-private", "ami-0123456789abcdef0" }, { "gcp-private", Debian } };

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Up_NodesWithRecordedImages_AsksForNoneAndUsesThose(string stack, string image)
    {
        var run = await WithImagesAsync(stack, image, nodes: 3);

        Assert.DoesNotContain(run.Mocks.Calls, IsForAnImage);
        Assert.All(ImagesOf(run), used => Assert.Equal(image, used));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Up_OneNodeWithoutARecord_AsksOnceForThatOne(string stack, string image)
    {
        var run = await WithImagesAsync(stack, image, nodes: 2);

        Assert.Single(run.Mocks.Calls, IsForAnImage);
        Assert.Equal([image, image], ImagesOf(run)[..2]);
        Assert.NotEqual(image, ImagesOf(run)[2]);
    }

    /// <summary>Not today's newest, which running VMs ignore.</summary>
    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Up_RecordsWhatEachVmWasMadeFrom_AndTheNextRunAsksForNothing(string stack, string image)
    {
        var running = ImmutableDictionary<string, string>
            .Empty.Add("orders-db-1", image)
            .Add("orders-db-2", $"{image[..^1]}1")
            .Add("orders-db-3", image);

        var run = await StackRun.OfExampleAsync(stack, mocks: new CloudMocks { RunningImages = running });

        Assert.Equal(
            [image, $"{image[..^1]}1", image],
            Regex.Matches(run.LockText, "image: ([^,]+), ").Select(match => match.Groups[1].Value)
        );
        Assert.Equal(running, await OutputValue.OfAsync(run.Stack.Images));
        // Not while outputs are evaluated: only the program's end writes.
        Assert.DoesNotContain("image: ", run.LockTextDuring, StringComparison.Ordinal);
        var next = await StackRun.OfAsync(ExampleStacks.Text(stack), run.LockText, stack: stack);
        Assert.DoesNotContain(next.Mocks.Calls, IsForAnImage);
        // The same file, byte for byte: an image is recorded once.
        Assert.Equal(
            run.LockText,
            (
                await StackRun.OfAsync(
                    ExampleStacks.Text(stack),
                    run.LockText,
                    mocks: new CloudMocks { RunningImages = running },
                    stack: stack
                )
            ).LockText
        );
    }

    [Theory]
    [InlineData(true, LockMode.Extend)]
    [InlineData(false, LockMode.Frozen)]
    public async Task PreviewAndCi_WriteNothing(bool preview, LockMode mode)
    {
        // A positive control: the same run elsewhere writes them.
        var images = new CloudMocks { RunningImages = StackRun.RunningFrom("ami-0123456789abcdef0") };
        var written = await StackRun.OfExampleAsync("aws-private", mocks: images);
        Assert.Contains("image: ami-0123456789abcdef0", written.LockText, StringComparison.Ordinal);

        var run = await StackRun.OfAsync(
            ExampleStacks.Text("aws-private"),
            ExampleStacks.LockText("aws-private"),
            preview,
            new CloudMocks { RunningImages = StackRun.RunningFrom("ami-0123456789abcdef0") },
            mode
        );

        Assert.Equal((ExampleStacks.LockText("aws-private"), ExampleStacks.LockText("aws-private")), (run.LockTextDuring, run.LockText));
    }

    /// <summary>The run is over, and what it did stays done: it says what is missing, and where.</summary>
    [Theory]
    [InlineData("read-only")]
    [InlineData("a directory")]
    [InlineData("gone")]
    [InlineData("another's")]
    public async Task Up_WhoseLockFileCannotBeWrittenAtItsEnd_SaysSoAndKeepsTheFile(string state)
    {
        var text = ExampleStacks.Text("aws-private");
        var run = await StackRun.OfAsync(
            text,
            ExampleStacks.LockText("aws-private"),
            mocks: new CloudMocks { RunningImages = StackRun.RunningFrom("ami-0123456789abcdef0") },
            stack: "aws-private",
            ended: path =>
            {
                if (state == "read-only")
                    File.SetAttributes(path, FileAttributes.ReadOnly);
                else if (state == "another's")
                    File.WriteAllText(path, "version: 9\n");
                else
                    File.Delete(path);
                if (state == "a directory")
                    Directory.CreateDirectory(path);
            }
        );

        Assert.DoesNotContain("ami-0123456789abcdef0", run.LockText, StringComparison.Ordinal);
        // A file that was lost is for the next run to report, as any other change; nothing is written in its place.
        Assert.Equal(state != "gone", run.Said.Contains("aws-private.lock.yaml", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", run.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws-private", "no AMI matched")]
    [InlineData("gcp-private", "could not find image or family debian-12")]
    public async Task Up_FamilyThatWasWithdrawn_SaysWhatToDo(string stack, string refusal)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() =>
            StackRun.OfExampleAsync(stack, mocks: new CloudMocks { NoImage = refusal })
        );

        Assert.Contains(refusal, error.ToString(), StringComparison.Ordinal);
        Assert.Contains("pulumi config set infra:imageId <image>", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Only new nodes use it", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Up_FamilyThatWasWithdrawn_StopsNoFirewallChange(string stack, string image)
    {
        var run = await WithImagesAsync(stack, image, nodes: 3, new CloudMocks { NoImage = "gone" }, text =>
            Regex.Replace(text, @"allowedSources: \[[^]]*\]", "allowedSources: [10.13.0.0/16]")
        );

        Assert.All(ImagesOf(run), used => Assert.Equal(image, used));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task Up_ConfiguredImage_IsForNewVmsAlone(string stack, string image)
    {
        var configured = stack == "aws-private" ? "ami-0ba4ed00" : "projects/acme/global/images/baked";
        var run = await WithImagesAsync(
            stack,
            image,
            nodes: 2,
            config: StackRun.DefaultConfig.Append(new("infra:imageId", configured)).ToImmutableDictionary()
        );

        Assert.Equal([image, image, configured], ImagesOf(run));
        Assert.DoesNotContain(run.Mocks.Calls, IsForAnImage);
    }

    [Fact]
    public async Task Azure_LooksItUpItself_AndNothingIsRecorded()
    {
        var run = await StackRun.OfExampleAsync("azure-private");

        Assert.DoesNotContain("image:", run.LockText, StringComparison.Ordinal);
        Assert.Empty(await OutputValue.OfAsync(run.Stack.Images));
    }

    private static Task<StackRun> WithImagesAsync(
        string stack,
        string image,
        int nodes,
        CloudMocks? mocks = null,
        Func<string, string>? edit = null,
        IReadOnlyDictionary<string, string>? config = null
    )
    {
        return StackRun.OfExampleAsync(stack, edit, mocks: mocks, config: config, change: plan =>
            plan with
            {
                Topology = plan.Topology with
                {
                    Nodes = [.. plan.Topology.Nodes.Select((node, index) => index < nodes ? node with { Image = image } : node)],
                },
            }
        );
    }

    private static bool IsForAnImage((string Token, ImmutableDictionary<string, object> Args) call) =>
        call.Token is "aws:ec2/getAmi:getAmi" or "gcp:compute/getImage:getImage";

    private static string[] ImagesOf(StackRun run) =>
        [
            .. run.OfType("aws:ec2/instance:Instance").Select(instance => (string)instance["ami"]!),
            .. run.OfType("gcp:compute/instance:Instance")
                .Select(instance => (string)((ImmutableDictionary<string, object>)instance.Map("bootDisk")["initializeParams"])["image"]),
        ];
}
