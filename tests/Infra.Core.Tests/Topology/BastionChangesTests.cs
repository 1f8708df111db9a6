using System.Collections.Immutable;
using Infra.Core.Diagnostics;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.Topology;

/// <summary>What an edit, a new catalogue or a run changes about bastions that there are: said, and never by surprise.</summary>
public sealed class BastionChangesTests
{
    private const string Ami = "ami-0123456789abcdef0";
    private const string PerZone = "    access: bastion\n    bastion: { count: per-zone }\n";

    public static TheoryData<string, string, string, string, string> Removals { get; } =
        new()
        {
            // The edit: the line and what takes its place. Then the key, the bastions, and how to keep them.
            { "per-zone", "one", "bastion.count", "bastion-2, bastion-3", "write 'bastion: { count: per-zone }'" },
            { "    bastion: { count: per-zone }\n", "", "bastion.count", "bastion-2, bastion-3", "write 'bastion: { count: per-zone }'" },
            { "zones: 3", "zones: 2", "zones", "bastion-3", "restore zone c" },
            { PerZone, "", "access", "bastion-1, bastion-2, bastion-3", "restore 'access: bastion'" },
        };

    [Theory]
    [MemberData(nameof(Removals))]
    public void Edit_ThatDeletesBastions_NamesThemAndTheirAddresses(string find, string replace, string key, string names, string keep)
    {
        foreach (var cloud in new[] { "local", "aws", "azure", "gcp" })
        {
            var text = On(cloud);
            var before = StackText.Plan(text);
            var edit = StackText.Replace(text, find, replace);
            var edited = StackText.Compile(edit, before.LockText);

            Assert.True(edited.Succeeded, string.Join('\n', edited.Diagnostics));
            var found = Assert.Single(edited.Diagnostics, one => one.Code == DiagnosticCodes.BastionsRemoved);
            Assert.Equal((Severity.Warning, key), (found.Severity, found.Where.Path));
            if (key != "access")
                Assert.Matches(" (zones|bastion|access): ", edit.Split('\n')[found.Where.Line - 1]);
            foreach (var name in names.Split(", "))
            {
                Assert.Contains($"{name} (", found.Message, StringComparison.Ordinal);
                var address = before.Topology.Bastions.Single(bastion => bastion.Key == name).Machine.PublicAddress;
                Assert.Equal(cloud == "local", address is not null);
                Assert.Contains(address is null ? "zone" : $"{address}", found.Message, StringComparison.Ordinal);
            }

            Assert.Equal(
                names.Contains("bastion-1", StringComparison.Ordinal),
                found.Message.Contains("bastion-1", StringComparison.Ordinal)
            );
            Assert.Contains(keep, found.Remedy, StringComparison.Ordinal);
            Assert.Contains("If a partner's allowlist contains", found.Remedy, StringComparison.Ordinal);
            Assert.Equal(
                cloud != "local",
                found.Remedy.Contains("'pulumi stack output publicAddresses -s test'", StringComparison.Ordinal)
            );

            // Undone, nothing is left of it.
            Assert.DoesNotContain(StackText.Compile(text, before.LockText).Diagnostics, one => one.Code == DiagnosticCodes.BastionsRemoved);
        }
    }

    /// <summary>Also with nodes, which go on as they are.</summary>
    [Fact]
    public void Edit_WithNodes_WarnsToo()
    {
        var text = StackText.With("    zones: 3\n", $"    zones: 3\n{PerZone}");
        var outcome = StackText.Compile(StackText.Replace(text, "per-zone", "one"), StackText.Plan(text).LockText);

        Assert.Single(outcome.Diagnostics, one => one.Code == DiagnosticCodes.BastionsRemoved);
        Assert.Equal(["bastion-1"], outcome.Value!.Topology.Bastions.Select(bastion => bastion.Key));
    }

    [Fact]
    public void Edit_ThatAddsOrReplacesABastion_WarnsOfNothing()
    {
        var one = StackText.Replace(On("aws"), "per-zone", "one");
        var locked = StackText.Plan(one).LockText;

        Assert.Empty(StackText.Compile(On("aws"), locked).Diagnostics);
        Assert.Empty(LockSteps.Ask(one, locked, new LockRequests { Replace = ["bastion-1"] }).Diagnostics);
    }

    /// <summary>A bastion of an earlier catalogue stays, and is not forgotten.</summary>
    [Theory]
    [InlineData("debian-12", "debian-11", "bastion-2 (debian-11, the file: debian-12)")]
    [InlineData("t3.micro", "m6i.large", "bastion-2 (m6i.large, the file: t3.micro)")]
    public void Catalogue_WithOtherBastions_ReplacesNoneAndSaysHow(string now, string then, string says)
    {
        var text = On("aws");
        var line = StackText.Plan(text).LockText.Split('\n').Single(one => one.StartsWith("  2: ", StringComparison.Ordinal));
        var older = StackText.Sealed(
            StackText.Replace(StackText.Plan(text).LockText, line, line.Replace(now, then, StringComparison.Ordinal))
        );

        var outcome = StackText.Compile(text, older);

        var found = Assert.Single(outcome.Diagnostics);
        Assert.Equal((DiagnosticCodes.BastionKeepsItsShape, Severity.Warning), (found.Code, found.Severity));
        Assert.Contains(says, found.Message, StringComparison.Ordinal);
        Assert.Empty(outcome.Value!.LockChanges);
        Assert.Contains("'scripts/infra lock --stack test --replace bastion-2'", found.Remedy, StringComparison.Ordinal);
        Assert.Empty(LockSteps.Ask(text, older, new LockRequests { Replace = ["bastion-2"] }).Diagnostics);
    }

    /// <summary>As for nodes: recorded once the VM runs, kept, and looked up anew for its successor.</summary>
    [Fact]
    public void Image_OfABastion_IsRecordedUntilItIsReplaced()
    {
        var text = On("aws");
        var images = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("bastion-2", Ami).Add("bastion-9", Ami);
        var noted = LockSteps.Ask(text, StackText.Plan(text).LockText, new LockRequests { Images = images }).Value!;

        Assert.Equal([null, Ami, null], noted.Topology.Bastions.Select(bastion => bastion.Machine.Image));
        Assert.Equal("bastion-2: runs from image ami-0123456789abcdef0.", Assert.Single(noted.LockChanges).Sentence);
        var again = StackText.Plan(text, noted.LockText);
        Assert.Equal((noted.LockText, Ami), (again.LockText, again.Topology.Bastions[1].Machine.Image));
        Assert.Empty(LockSteps.Ask(text, noted.LockText, new LockRequests { Images = images }).Value!.LockChanges);

        var next = LockSteps.Ask(text, noted.LockText, new LockRequests { Replace = ["bastion-2"], Images = images }).Value!;
        Assert.All(next.Topology.Bastions, bastion => Assert.Null(bastion.Machine.Image));
    }

    /// <summary>Three bastions and no node yet.</summary>
    private static string On(string cloud)
    {
        var region = cloud switch
        {
            "aws" => "eu-west-1",
            "azure" => "westeurope",
            "gcp" => "europe-west1",
            _ => "local",
        };
        var text = StackText.On(cloud, region).Replace("    managementRoutes: [20.51.0.0/16]\n", "", StringComparison.Ordinal);
        var at = text.IndexOf("    services:\n", StringComparison.Ordinal);
        return StackText.Replace($"{text[..at]}    services: {{}}\n", "    zones: 3\n", $"    zones: 3\n{PerZone}");
    }
}
