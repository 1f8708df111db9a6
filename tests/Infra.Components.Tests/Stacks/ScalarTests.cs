using Infra.Components.Tests.Testing;
using Infra.Core;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;
using Infra.Core.Tests.Spec;
using Infra.Projects;
using Pulumi;

namespace Infra.Components.Tests.Stacks;

/// <summary>
/// Under <c>pulumi</c>, which passes on go-yaml's interpretation of the file, the program reports the same about awkward scalars as
/// <c>infra</c>, and nothing else.
/// </summary>
public sealed class ScalarTests : IDisposable
{
    private const string Stack = "aws-private";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("infra-scalar-");

    public static TheoryData<string, string?, string?> Scalars => AwkwardScalars.All;

    [Theory]
    [MemberData(nameof(Scalars))]
    public async Task Program_ScalarAsPulumiPassesIt_SaysWhatInfraSays(string written, string? inside, string? alone)
    {
        _ = alone;
        // What the command rejects never reaches the program: that is left to the reader's own tests.
        var infra = Load(written).Diagnostics.Where(found => found.Severity == Severity.Error).Select(found => $"{found}").ToList();
        Assert.True(inside is not null || infra.Count > 0);
        if (inside is null)
            return;
        Environment.SetEnvironmentVariable(
            "PULUMI_CONFIG",
            System.Text.Json.JsonSerializer.Serialize(
                new Dictionary<string, string>
                {
                    ["infra:operatorPublicKey"] = StackRun.OperatorKey,
                    ["infra:project"] = Project("HERE").Replace("\"HERE\"", inside, StringComparison.Ordinal),
                }
            )
        );

        var error = await Record.ExceptionAsync(() => RunAsync(written));

        Assert.Equal(infra, error is null ? [] : error.Message.Split(Environment.NewLine)[1..]);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static string Text(string nodes) => StackRun.ExampleStack.Replace("nodes: 3", $"nodes: {nodes}", StringComparison.Ordinal);

    private static string Project(string nodes) => StackConfig.Read(new StackSource(Text(nodes), "f")).Values["infra:project"];

    private Outcome<Core.Deployments.DeploymentPlan> Load(string nodes) => StackLoader.Load(Files(nodes), Stack, LockMode.Extend);

    private StackFiles Files(string nodes)
    {
        var stacks = _directory.CreateSubdirectory("stacks").FullName;
        File.WriteAllText(Path.Combine(stacks, $"Pulumi.{Stack}.yaml"), Text(nodes));
        File.WriteAllText(Path.Combine(stacks, $"{Stack}.lock.yaml"), StackRun.ExampleLock);
        return new StackFiles(_directory.FullName);
    }

    private async Task RunAsync(string nodes) =>
        await Deployment.TestWithServiceProviderAsync<ProjectStack>(
            new CloudMocks(),
            new StackServices(new StackContext(Files(nodes), LockMode.Extend)),
            new Pulumi.Testing.TestOptions
            {
                ProjectName = "infra",
                StackName = Stack,
                IsPreview = true,
            }
        );
}
