using Infra.Cli.Stacks;
using Infra.Core;
using Infra.Core.Deployments;

namespace Infra.Cli.Tests;

/// <summary>A repository for one test: three stacks, and whatever the test adds.</summary>
internal sealed class TestRepository : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("infra-cli-");

    internal TestRepository()
    {
        File.WriteAllText(Path.Combine(Root, "Pulumi.yaml"), "name: infra\n");
        Directory.CreateDirectory(Path.Combine(Root, "stacks"));
        Write("aws", Stack("aws", "eu-west-1"));
        Write("local", Stack("local", "local"));
        Write("aws-peering-example", File.ReadAllText(Path.Combine(Workspace.Find().Root, "stacks", "Pulumi.aws-peering-example.yaml")));
    }

    internal string Root => root.FullName;

    internal string In(params string[] parts) => Path.Combine([Root, .. parts]);

    internal void Write(string stack, string text) => File.WriteAllText(In("stacks", $"Pulumi.{stack}.yaml"), text);

    internal async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new Recorder();
        using var errors = new Recorder();
        var code = await InfraCommand.RunAsync(args, () => new Workspace(Root), output.Screen, errors.Screen);
        return (code, output.Text, errors.Text);
    }

    /// <summary>A project without warnings.</summary>
    internal static string Stack(string cloud, string region) =>
        $$"""
            config:
              infra:project:
                name: acme
                cloud: {{cloud}}
                region: {{region}}
                deployment: standard
                cidr: 10.42.0.0/20
                zones: 3
                managementSources: [20.51.100.0/28]{{(
                cloud == "local" ? "" : "\n    managementRoutes: [20.51.100.0/28]\n    account: \"210987654321\""
            )}}{{(cloud == "aws" ? "\n    quotas: { standardVcpus: 64 }" : "")}}
                services:
                  orders-db:
                    type: postgresql
                    plan: business-8
                    nodes: 3
                    mesh: wireguard
                    allowedSources: [10.7.0.0/16]
                    volumes: { data: 1 }

            """;

    /// <summary>The same, compiled.</summary>
    internal static ProjectPlan Plan(string cloud, string region) =>
        DeploymentCompiler
            .Compile(new StackSource(Stack(cloud, region), "stack"), new LockSource(null, "lock", LockMode.Extend))
            .Value!.Project;

    public void Dispose() => root.Delete(recursive: true);
}
