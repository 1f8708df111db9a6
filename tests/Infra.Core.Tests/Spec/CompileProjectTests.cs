using Infra.Core.Diagnostics;

namespace Infra.Core.Tests.Spec;

/// <summary>Under <c>pulumi up</c> the project arrives as JSON; places are those of the stack file as long as it says the same.</summary>
public sealed class CompileProjectTests
{
    private const string Json = """
        {"allowed":[],"cidr":"10.77.0.0/20"}
        """;

    private const string Project = """
        {"cidr":"10.77.0.0/20","cloud":"local","deployment":"standard","managementSources":["198.51.100.0/28"],
         "name":"demo","region":"local","zones":3,"services":{"orders-db":{"allowedSources":["10.7.0.0/16"],"mesh":"wireguard",
         "nodes":3,"plan":"business-8","type":"postgresql","volumes":{"data":1}}}}
        """;

    private static readonly LockSource NoLock = new(null, StackText.LockFile, LockMode.Extend);

    [Fact]
    public void CompileProject_Json_GivesTheSamePlanAsTheFile() =>
        Assert.Equal(StackText.Plan(StackText.Good).LockText, ProjectCompiler.CompileProject(Project, null, NoLock).Value!.LockText);

    [Fact]
    public void CompileProject_SameAsFile_ReportsPlacesInTheFile()
    {
        var file = new StackSource(StackText.With("nodes: 3", "nodes: 0"), StackText.File);
        var json = StackText.Replace(Project, "\"nodes\":3", "\"nodes\":0");

        var found = Assert.Single(ProjectCompiler.CompileProject(json, file, NoLock).Diagnostics);
        Assert.Equal(new SourceLocation(StackText.File, 14, 16, "services.orders-db.nodes"), found.Where);
    }

    [Fact]
    public void CompileProject_OtherThanFile_ReportsPlacesInTheConfiguration()
    {
        var file = new StackSource(StackText.Good, StackText.File);
        var json = StackText.Replace(Project, "\"nodes\":3", "\"nodes\":0");

        var found = Assert.Single(ProjectCompiler.CompileProject(json, file, NoLock).Diagnostics);
        Assert.Equal(("config infra:project", "services.orders-db.nodes"), (found.Where.File, found.Where.Path));
    }

    [Fact]
    public void CompileProject_NothingInIt_IsReported()
    {
        Assert.Equal(DiagnosticCodes.ProjectMissing, Assert.Single(ProjectCompiler.CompileProject("", null, NoLock).Diagnostics).Code);
        Assert.Contains(ProjectCompiler.CompileProject(Json, null, NoLock).Diagnostics, d => d.Code == DiagnosticCodes.UnknownKey);
    }
}
