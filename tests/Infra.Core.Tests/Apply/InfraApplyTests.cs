using Infra.Core.Boot;

namespace Infra.Core.Tests.Apply;

/// <summary>
/// infra-apply's own tests are Python files next to this one; this runs them in a network namespace of their own, with the interpreter
/// and the packet filter that nodes have.
/// </summary>
public class InfraApplyTests
{
    private const string Python = "/usr/bin/python3";

    private static readonly string Here = Repository.PathOf("tests", "Infra.Core.Tests", "Apply");

    [SkippableTheory]
    [InlineData("test_bundle")]
    [InlineData("test_change")]
    [InlineData("test_first_boot")]
    [InlineData("test_volumes")]
    [InlineData("test_growth")]
    [InlineData("test_ipsec")]
    public void InfraApply_OwnTests_Pass(string module) => Run(module);

    internal static void Run(string module)
    {
        Skip.If(Tool.NoNamespaces is not null, Tool.NoNamespaces);
        Skip.IfNot(File.Exists(Python), $"needs {Python}, 3.11 or later");

        // What nodes get and receive: the sources are not all there is to test.
        var sent = Directory.CreateTempSubdirectory("infra-sent-");
        File.WriteAllText(Path.Combine(sent.FullName, "packed"), ProgramDelivery.Packed);
        File.WriteAllText(Path.Combine(sent.FullName, "install-command"), ProgramDelivery.Install);
        File.WriteAllText(Path.Combine(sent.FullName, "pushed"), NodeProgram.Pushed);
        File.WriteAllText(Path.Combine(sent.FullName, "push-command"), EarlierProgram.PushInPlace(180, 90));
        var run = Tool.Run("", Here, "unshare", "--net", "env", $"INFRA_SENT={sent.FullName}", Python, "-m", "unittest", "-q", module);
        sent.Delete(recursive: true);

        Assert.True(run.ExitCode == 0, run.Output);
    }

    [SkippableFact]
    public void InfraApply_Pyflakes_FindsNothing()
    {
        Skip.IfNot(Tool.IsOnPath("pyflakes3"), "needs pyflakes3");

        var node = Repository.PathOf("components", "Infra.Core", "Boot", "node");
        var lab = Repository.PathOf("components", "Infra.Components", "Local", "lab");
        string[] files =
        [
            Path.Combine(node, "sbin", "infra-apply"),
            .. new[] { Path.Combine(node, "lib", "infra"), Path.Combine(node, "..", "sent"), lab }.SelectMany(folder =>
                Directory.GetFiles(folder, "*.py")
            ),
        ];
        var run = Tool.Run("", Here, "pyflakes3", [.. files, .. Directory.GetFiles(Here, "*.py")]);

        Assert.Equal("", run.Output);
    }
}

/// <summary>The same, for bundles that contain another program.</summary>
public class InfraApplyTestsOfPrograms
{
    [SkippableTheory]
    [InlineData("test_program")]
    public void InfraApply_OwnTests_Pass(string module) => InfraApplyTests.Run(module);
}

/// <summary>
/// The same, for whatever breaks a node, and for programs of previous releases: many short runs that take long, which the quick tests
/// leave out.
/// </summary>
[Trait("Category", "Long")]
public class InfraApplyTestsOfFaults
{
    [SkippableTheory]
    [InlineData("test_beside")]
    [InlineData("test_failclosed")]
    [InlineData("test_jumps")]
    [InlineData("test_interrupted")]
    [InlineData("test_previous")]
    public void InfraApply_OwnTests_Pass(string module) => InfraApplyTests.Run(module);
}
