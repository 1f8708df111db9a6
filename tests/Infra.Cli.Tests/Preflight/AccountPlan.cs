using Infra.Core;
using Infra.Core.Deployments;

namespace Infra.Cli.Tests.Preflight;

/// <summary>A plan to ask an account about.</summary>
internal static class AccountPlan
{
    internal static ProjectPlan Of(string cloud, string account = "")
    {
        var (region, zone) = cloud switch
        {
            "aws" => ("eu-west-1", "hostedZoneId: Z0EXAMPLE"),
            "azure" => ("westeurope", "resourceGroup: names"),
            _ => ("europe-west1", "managedZone: example-com"),
        };
        var text = $$"""
            config:
              infra:project:
                name: acme
                cloud: {{cloud}}
                region: {{region}}
                deployment: standard
                cidr: 10.42.0.0/20
                zones: 3
                managementSources: [10.9.0.0/24]
                managementRoutes: [10.9.0.0/24]
                dns: { zone: db.example.com, {{zone}} }
                {{account}}
                services:
                  orders-db:
                    type: postgresql
                    plan: business-8
                    nodes: 3
                    allowedSources: [10.9.0.0/24]
                    volumes: { data: 100 }

            """;
        var outcome = ProjectCompiler.Compile(
            new StackSource(text, "Pulumi.test.yaml"),
            new LockSource(null, "test.lock.yaml", LockMode.Extend)
        );
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
        return outcome.Value!;
    }
}
