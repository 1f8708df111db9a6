using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Core.Deployments;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Spec.Text;

namespace Infra.Core.Tests.Spec;

/// <summary>
/// One reader interprets the scalars of a stack file: the same under <c>infra</c> as under <c>pulumi</c>, both of which read the file.
/// </summary>
public sealed class ScalarTests
{
    // A key of each kind: with its value in the good file, and how it is read from the plan.
    private static readonly (string Key, string Good, Func<ProjectSpec, string> Read)[] Places =
    [
        ("nodes: §", "nodes: 3", spec => $"{spec.Services["orders-db"].Nodes}"),
        ("zones: §", "zones: 3", spec => $"{spec.ZoneCount}"),
        ("name: §", "name: demo", spec => JsonSerializer.Serialize(spec.Name)),
        ("plan: §", "plan: business-8", spec => JsonSerializer.Serialize(spec.Services["orders-db"].Plan)),
        ("publicAccess: §\n        mesh: wireguard", "mesh: wireguard", spec => spec.Services["orders-db"].PublicAccess ? "true" : "false"),
        ("managementSources:\n      - §", "managementSources: [198.51.100.0/28]", spec => $"\"{spec.ManagementSources.Single()}\""),
        ("zones: 3\n    basePort: §", "zones: 3", spec => $"{spec.BasePort}"),
    ];

    public static TheoryData<string, string?, string?> Scalars => AwkwardScalars.All;

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Scalar_InTheProject_IsWhatPulumiPasses(string written, string? inside, string? alone)
    {
        var node = Read(written);
        var kind = ScalarKinds.Of(node);

        Assert.Equal(
            inside is null || kind == ScalarKind.Date ? null : JsonNode.Parse(inside)?.ToJsonString() ?? "null",
            Normal(PassedJson.Of(node))
        );
        Assert.Equal(alone is null || kind == ScalarKind.Date ? null : alone, PassedJson.OfSetting(node));
        // A date is rejected wherever it occurs; nothing else may hide behind that.
        Assert.True(kind != ScalarKind.Date || written.StartsWith("20", StringComparison.Ordinal) || written == "0000-01-01");
    }

    /// <summary>
    /// In every kind of place: the same findings from the file alone and from the file with Pulumi's interpretation of it; and an
    /// accepted value equals Pulumi's.
    /// </summary>
    [Theory]
    [MemberData(nameof(Scalars))]
    public void Scalar_AnywhereInTheProject_IsTheSameUnderInfraAndPulumi(string written, string? inside, string? alone)
    {
        _ = alone;
        foreach (var (key, good, read) in Places)
        {
            var source = new StackSource(StackText.With(good, key.Replace("§", written, StringComparison.Ordinal)), StackText.File);

            var infra = ProjectCompiler.Compile(source, NoLock);
            Assert.DoesNotContain(infra.Diagnostics, found => found.Code == DiagnosticCodes.ConfiguredElsewhere);
            if (inside is null)
            {
                Assert.False(infra.Succeeded, $"{key}: pulumi refuses {written}");
                continue;
            }

            var pulumi = ProjectCompiler.Compile(source, NoLock, Passed(good, key, inside));
            Assert.Equal(infra.Diagnostics.Select(found => $"{found}"), pulumi.Diagnostics.Select(found => $"{found}"));
            if (infra is { Succeeded: true, Value: { } plan })
            {
                Assert.Equal(inside, read(plan.Spec));
            }
        }
    }

    // A positive control of the places: each accepts a good value.
    [Theory]
    [InlineData("2", "nodes: §")]
    [InlineData("\"yes\"", "name: §")]
    [InlineData("yes", "name: §")]
    [InlineData("true", "publicAccess: §")]
    [InlineData("198.51.100.16/28", "managementSources:")]
    public void Place_GoodValue_IsAccepted(string written, string place)
    {
        var (key, good, _) = Places.Single(one => one.Key.StartsWith(place, StringComparison.Ordinal));

        Assert.True(Compile(StackText.With(good, key.Replace("§", written, StringComparison.Ordinal))).Succeeded);
    }

    /// <summary>What the command passes is compared by meaning, and nothing else is accepted in its place.</summary>
    [Theory]
    [InlineData("zones: 3", "zones: 4")]
    [InlineData("zones: 3", "zones: \"3\"")]
    [InlineData("name: demo", "name: demo2")]
    [InlineData("mesh: wireguard", "")]
    [InlineData("mesh: wireguard", "mesh: wireguard\n        publicAccess: true")]
    [InlineData("[10.7.0.0/16]", "[10.7.0.0/16, 10.9.0.0/16]")]
    public void Project_ConfiguredOtherwise_IsRefused(string find, string replace)
    {
        var file = new StackSource(StackText.Good, StackText.File);
        var other = PassedJson.Of(Project(StackText.With(find, replace)));

        Assert.Single(ProjectCompiler.Compile(file, NoLock, other).Diagnostics, found => found.Code == DiagnosticCodes.ConfiguredElsewhere);
    }

    /// <summary>
    /// The form of the whole text: what pulumi was observed to pass, or null if it rejects it; here the same, or rejected with a place.
    /// </summary>
    [Theory]
    [MemberData(nameof(AwkwardTexts.All), MemberType = typeof(AwkwardTexts))]
    public void Text_IsWhatPulumiPasses_OrRefused(string below, string? passed, bool isRefused)
    {
        var bag = new DiagnosticBag();
        var text =
            below.StartsWith("config:", StringComparison.Ordinal) || below.Contains("\nconfig:", StringComparison.Ordinal)
                ? below
                : $"config:\n  infra:project:\n{below}";
        var project = StackFile.FindProject(new StackSource(text, "f"), bag);

        Assert.Equal(isRefused, bag.HasErrors);
        Assert.All(bag.Sorted(), found => Assert.True(found.Where.Line > 0 && found.Remedy.Length > 0));
        if (!isRefused)
        {
            Assert.NotNull(passed);
            Assert.True(ConfiguredProject.IsSame(project!, passed), $"{PassedJson.Of(project!)} instead of {passed}");
        }
    }

    [Theory]
    [InlineData("aws:since: 2020-01-01", "2020-01-01", "aws:since")]
    [InlineData("aws:limits: { most: .inf }", ".inf", "aws:limits.most")]
    [InlineData("aws:names: [a, 2020-1-1]", "2020-1-1", "aws:names[1]")]
    public void Setting_ThatPulumiPassesOtherwise_IsRefusedWithItsPlace(string line, string written, string path)
    {
        var text = $"{StackText.Good.TrimEnd()}\n  {line}\n";

        var found = Assert.Single(Compile(text).Diagnostics, one => one.Severity == Severity.Error);
        Assert.Equal((DiagnosticCodes.PassedOtherwise, $"config.{path}"), (found.Code, found.Where.Path));
        Assert.Equal(line.IndexOf(written, StringComparison.Ordinal) + 3, found.Where.Column);
        Assert.True(Compile(text.Replace(written, $"\"{written}\"", StringComparison.Ordinal)).Succeeded);
    }

    /// <summary>A number of any length is read in the time that its text takes: hundreds of thousands of digits took minutes.</summary>
    [Theory]
    [InlineData("0x", 'f', 1_000_000)]
    [InlineData("0b", '1', 1_000_000)]
    [InlineData("", '9', 1_000_000)]
    [InlineData("0o", '7', 1_000_000)]
    public void Number_OfAnyLength_IsRefusedInAShortMessage(string prefix, char digit, int digits)
    {
        var text = StackText.Replace(StackText.Good, "zones: 3", $"zones: {prefix}{new string(digit, digits)}");

        var found = Assert.Single(Compile(text).Diagnostics, one => one.Severity == Severity.Error);

        Assert.Equal("zones", found.Where.Path);
        Assert.InRange($"{found}".Length, 1, 400);
    }

    [Theory]
    [InlineData("infra:imageId: 0x1F")]
    [InlineData("infra:imageId: 017")]
    [InlineData("infra:imageId: true")]
    [InlineData("infra:imageId: 2020-01-01")]
    [InlineData("infra:operatorPublicKey: 12")]
    [InlineData("infra:operatorPublicKeys: [1e3]")]
    [InlineData("infra:operatorPublicKeys: [~]")]
    public void OperatorSetting_ThatIsNoText_IsRefusedWhereItStands(string line)
    {
        var found = Assert.Single(Compile($"{StackText.Good.TrimEnd()}\n  {line}\n").Diagnostics);

        Assert.Contains("must be text, not ", found.Message, StringComparison.Ordinal);
        Assert.Equal(
            line.IndexOf(": ", StringComparison.Ordinal) + 5,
            found.Where.Column - (line.Contains('[', StringComparison.Ordinal) ? 1 : 0)
        );
    }

    /// <summary>Unset, to Pulumi and to us.</summary>
    [Theory]
    [InlineData("infra:imageId: ~")]
    [InlineData("infra:imageId: NULL")]
    [InlineData("infra:imageId:")]
    [InlineData("infra:operatorPublicKey: Null")]
    public void OperatorSetting_ThatIsNothing_IsNotSet(string line) =>
        Assert.Empty(Compile($"{StackText.Good.TrimEnd()}\n  {line}\n").Diagnostics);

    private static LockSource NoLock => new(null, StackText.LockFile, LockMode.Extend);

    private static Outcome<ProjectPlan> Compile(string text) => ProjectCompiler.Compile(new StackSource(text, StackText.File), NoLock);

    private static TextNode.Scalar Read(string written)
    {
        var bag = new DiagnosticBag();
        var root = Assert.IsType<TextNode.Map>(TextTreeReader.Read($"a: {written}\n", "f", bag));
        Assert.Equal(0, bag.Count);
        return Assert.IsType<TextNode.Scalar>(root.Entries.Single().Value);
    }

    private static TextNode Project(string text) => StackFile.FindProject(new StackSource(text, "f"), new DiagnosticBag())!;

    // The good project as JSON, with the command's interpretation of the scalar in its place.
    private static string Passed(string good, string key, string inside) =>
        PassedJson
            .Of(Project(StackText.With(good, key.Replace("§", "HERE", StringComparison.Ordinal))))!
            .Replace("\"HERE\"", inside, StringComparison.Ordinal);

    private static string? Normal(string? json) => json is null ? null : JsonNode.Parse(json)?.ToJsonString() ?? "null";
}
