using System.Collections.Immutable;
using Infra.Components.Enrolment;
using Infra.Components.Tests.Testing;
using Infra.Core;
using Infra.Core.Deployments;
using Infra.Core.Spec;
using Pulumi;
using Pulumi.Testing;

namespace Infra.Components.Tests.Alone;

/// <summary>One component without our stack around it.</summary>
/// <param name="Resources">Type and name of everything it created, except itself; sorted.</param>
/// <param name="Outputs">Its registered outputs.</param>
/// <param name="Mocks">What the clouds received.</param>
internal sealed record AloneRun(IReadOnlyList<string> Resources, ImmutableSortedDictionary<string, object?> Outputs, CloudMocks Mocks)
{
    /// <summary>How operators reach nodes created alone.</summary>
    internal static OperatorRoute Operators =>
        new(new OperatorAccess(Output.Create(OperatorKeys.Parse(StackRun.OperatorKey)), PrivateKey: null), false, "Look at the VPN.");

    /// <summary>The plan of a committed stack, which provides the components' nodes and rules.</summary>
    internal static DeploymentPlan Plan(string stack) =>
        DeploymentCompiler
            .Compile(
                new StackSource(ExampleStacks.Text(stack), $"Pulumi.{stack}.yaml"),
                new LockSource(ExampleStacks.LockText(stack), $"{stack}.lock.yaml", LockMode.Frozen)
            )
            .Value!;

    internal static async Task<AloneRun> OfAsync(Func<ComponentResource> make)
    {
        var mocks = new CloudMocks();
        var own = default((string Type, string Name));
        var component = "";
        await Deployment.TestAsync(mocks, new TestOptions { ProjectName = "mine", StackName = "alone" }, () =>
        {
            var made = make();
            own = (made.GetResourceType(), made.GetResourceName());
            component = made.GetType().FullName!;
        });

        // A component's arguments are not in the state: a plan is large, and partly secret.
        Assert.Empty(mocks.Inputs[own]);
        var outputs = ImmutableSortedDictionary.CreateBuilder<string, object?>(StringComparer.Ordinal);
        foreach (var (name, output) in mocks.Registered[own])
        {
            Assert.False(await Output.IsSecretAsync(output), $"{name} is secret");
            outputs[name] = await OutputValue.OfAsync(output);
        }

        // docs/components.md says so.
        var row = ComponentsPage.Rows[component];
        Assert.Empty(outputs.Keys.Except(row.State));
        Assert.Empty(row.State.Except(row.Sometimes).Except(outputs.Keys));
        return new AloneRun(
            [
                .. mocks
                    .Inputs.Keys.Where(made => made != own && made.Type != "pulumi:pulumi:Stack")
                    .Select(made => $"{made.Type} {made.Name}")
                    .Order(StringComparer.Ordinal),
            ],
            outputs.ToImmutable(),
            mocks
        );
    }

    /// <summary>The inputs of one of its resources.</summary>
    internal ImmutableDictionary<string, object> Inputs(string type, string name) => Mocks.Inputs[(type, name)];
}
