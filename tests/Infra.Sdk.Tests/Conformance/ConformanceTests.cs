using System.Reflection;

namespace Infra.Sdk.Tests.Conformance;

/// <summary>The stand-in has nothing the real packages lack: each public member is in the listings, exactly.</summary>
public class ConformanceTests
{
    [SkippableTheory]
    [InlineData("Pulumi", "api-Pulumi.txt")]
    [InlineData("Pulumi.Command", "api-command.txt")]
    [InlineData("Pulumi.Aws", "api-aws.txt")]
    [InlineData("Pulumi.Azure", "api-azure.txt")]
    [InlineData("Pulumi.Gcp", "api-gcp.txt")]
    public void PublicMembers_OfTheStandIn_AreAllListed(string assembly, string file)
    {
        Skip.IfNot(Sdk() == "standin", $"PulumiSdk={Sdk()}: these are the real packages.");
        var folder = Listing.Folder();
        Skip.If(folder == null, "No listings of the real packages: ../shared/reference/pulumi-api is not beside the repository.");

        var listing = Listing.Parse(File.ReadLines(Path.Combine(folder!, file)));
        var types = Assembly.Load(assembly).GetExportedTypes();
        Assert.NotEmpty(types);
        var unlisted = listing
            .Unlisted(
                types.Where(type => !ListingGaps.Lacks(type) || listing.Contains(type)),
                assembly == "Pulumi.Aws" ? AwsSpelling.Others : null
            )
            .Except(ListingGaps.NewerMembers)
            .ToList();
        Assert.True(unlisted.Count == 0, $"{unlisted.Count} not in {file}:\n{string.Join("\n", unlisted)}");
    }

    [Fact]
    public void Unlisted_MadeUpMember_IsReported()
    {
        var listing = Listing.Parse([
            "## namespace Infra.Sdk.Tests.Conformance",
            "class ConformanceSample<T>",
            "    ConformanceSample()",
            "    string? Known { get; }",
            "    static Task<T> KnownAsync<TArg>(IDictionary<string, object?> values, params TArg[] rest)",
        ]);
        Assert.Equal(
            [
                "Infra.Sdk.Tests.Conformance.ConformanceSample<T>: bool MadeUp { get; set; }",
                "Infra.Sdk.Tests.Conformance.ConformanceSample<T>: void MadeUpMethod(int? number = null)",
            ],
            listing.Unlisted([typeof(ConformanceSample<>)])
        );
    }

    [Fact]
    public void Unlisted_MadeUpTypeOrBase_IsReported()
    {
        var listing = Listing.Parse(["## namespace Infra.Sdk.Tests.Conformance", "sealed class MadeUpDerived", "    MadeUpDerived()"]);
        Assert.Equal(
            [
                "Infra.Sdk.Tests.Conformance.ConformanceSample<T>: no such type",
                "Infra.Sdk.Tests.Conformance.MadeUpDerived: declared `sealed class MadeUpDerived : ConformanceSample<string>`, "
                    + "listed `sealed class MadeUpDerived`",
            ],
            listing.Unlisted([typeof(ConformanceSample<>), typeof(MadeUpDerived)])
        );
    }

    private static string? Sdk() =>
        typeof(ConformanceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PulumiSdk").Value;
}
