using System.Collections.Immutable;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Tests.Spec;
using Infra.Core.Topology;

namespace Infra.Core.Tests.Topology;

public sealed class RecordedImagesTests
{
    private const string Ami = "ami-0123456789abcdef0";
    private static readonly string Text = StackText.On("aws", "eu-west-1");

    [Theory]
    [InlineData("ami-0ba4ed00", true)]
    [InlineData("ami-0123456789abcdef0", true)]
    [InlineData("https://www.googleapis.com/compute/v1/projects/debian-cloud/global/images/debian-12-bookworm-v20261101", true)]
    [InlineData("projects/example.com:acme/global/images/family/nodes", true)]
    [InlineData(
        "/subscriptions/21111111-2222-4333-8444-555555555555/resourceGroups/x/providers/Microsoft.Compute/galleries"
            + "/ours/images/node/versions/1.2.3",
        true
    )]
    [InlineData("ami-0BA4ED00", false)]
    [InlineData("ami-0ba4ed00\n", false)]
    [InlineData("ami-0ba4ed00, shape: x }", false)]
    [InlineData("ami-0ba4ed00 #", false)]
    [InlineData("projects/a/global/images/b: c", false)]
    [InlineData("projects/a/global/disks/b", false)]
    [InlineData("", false)]
    public void CanBe_Image_IsOneOfAKnownForm(string image, bool expected) => Assert.Equal(expected, RecordedImages.CanBe(image));

    [Fact]
    public void Images_OfNodesThatStay_AreWrittenAndReadBack()
    {
        var locked = StackText.Plan(Text).LockText;

        var noted = Compile(
            locked,
            new LockRequests { Images = Images(("orders-db-1", Ami), ("orders-db-3", "ami-0ba4ed00"), ("gone-7", Ami)) }
        );

        Assert.Contains("generation: 1, image: ami-0123456789abcdef0, shape:", noted.LockText, StringComparison.Ordinal);
        Assert.Equal(
            ["orders-db-1: runs from image ami-0123456789abcdef0.", "orders-db-3: runs from image ami-0ba4ed00."],
            noted.LockChanges.Select(change => change.Sentence)
        );
        var again = Compile(noted.LockText);
        Assert.Equal([Ami, null, "ami-0ba4ed00"], again.Topology.Nodes.Select(node => node.Image));
        Assert.Empty(again.LockChanges);
        Assert.Equal(noted.LockText, again.LockText);
        // Idempotent: the same again changes nothing.
        Assert.Empty(Compile(noted.LockText, new LockRequests { Images = Images(("orders-db-1", Ami)) }).LockChanges);
    }

    [Fact]
    public void Images_OfANextGeneration_AreLookedUpAnew()
    {
        var locked = Compile(
            StackText.Plan(Text).LockText,
            new LockRequests { Images = Images(("orders-db-1", Ami), ("orders-db-2", Ami)) }
        ).LockText;

        // The running VM is the one being replaced: even if its image is reported together with the replacement.
        var next = Compile(
            locked,
            new LockRequests
            {
                Replace = ["orders-db-1"],
                Empties = ["orders-db-1/data"],
                Images = Images(("orders-db-1", Ami)),
            }
        );

        Assert.Equal([null, Ami, null], next.Topology.Nodes.Select(node => node.Image));
    }

    [Fact]
    public void Images_OfANodeThatIsNew_AreNotKnown()
    {
        var plan = StackText.Compile(Text).Value!;

        Assert.All(Compile(null, new LockRequests { Images = Images(("orders-db-1", Ami)) }).Topology.Nodes, node =>
            Assert.Null(node.Image)
        );
        Assert.DoesNotContain("image:", plan.LockText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ami-0ba4ed00x!")]
    [InlineData("nothing")]
    [InlineData("'ami-0ba4ed00, zone: b'")]
    [InlineData("[ami-0ba4ed00]")]
    public void LockFile_WithWhatIsNoImage_IsRefused(string image)
    {
        var locked = Compile(StackText.Plan(Text).LockText, new LockRequests { Images = Images(("orders-db-1", Ami)) }).LockText;

        var outcome = StackText.Compile(Text, locked.Replace(Ami, image, StringComparison.Ordinal));

        Assert.Contains(outcome.Diagnostics, found =>
            found.Severity == Severity.Error
            && found.Where.File == StackText.LockFile
            && found.Where.Path == "services.orders-db.nodes.1.image"
        );
    }

    private static ProjectPlan Compile(string? locked, LockRequests? requests = null)
    {
        var outcome = ProjectCompiler.Compile(
            new StackSource(Text, StackText.File),
            new LockSource(locked, StackText.LockFile, LockMode.Extend) { Requests = requests ?? LockRequests.None }
        );
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
        return outcome.Value!;
    }

    private static ImmutableSortedDictionary<string, string> Images(params (string Node, string Image)[] images) =>
        images.ToImmutableSortedDictionary(image => image.Node, image => image.Image, StringComparer.Ordinal);
}
