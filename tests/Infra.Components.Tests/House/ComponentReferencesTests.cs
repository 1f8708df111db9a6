using System.Reflection;
using Infra.Components.Enrolment;
using Infra.Core.Deployments;
using Infra.Core.Tests.House;
using Infra.Projects;

namespace Infra.Components.Tests.House;

/// <summary>
/// What components can reach of the compiler, read from the compiled assembly. Its stages are internal to Infra.Core; public are only
/// their results and four ways to a plan. Components call none of these, and see only their part of a plan: code that holds a whole
/// project could make decisions about it.
/// </summary>
public sealed class ComponentReferencesTests
{
    private static readonly Assembly Components = typeof(ProjectContext).Assembly;
    private static readonly Assembly Compiler = typeof(DeploymentCompiler).Assembly;

    /// <summary>The types of a whole project at each stage, and those passed around with it.</summary>
    private static readonly string[] Whole =
    [
        "Infra.Core.Clouds.Aws.AwsFirewall",
        "Infra.Core.Clouds.Azure.AzureFirewall",
        "Infra.Core.Clouds.Gcp.GcpFirewall",
        "Infra.Core.Clouds.Local.LocalFirewall",
        "Infra.Core.Deployments.DeploymentPlan",
        "Infra.Core.Policy.NetworkPolicy",
        "Infra.Core.ProjectPlan",
        "Infra.Core.Sdn.CloudFirewall",
        "Infra.Core.Spec.ProjectSpec",
        "Infra.Core.Topology.ProjectTopology",
        "Infra.Components.ProjectContext",
    ];

    /// <summary>The code that assembles components, and why it needs the whole.</summary>
    private static readonly (string Type, string Why)[] Compositions =
    [
        ("Infra.Components.Aws.ArgsOfPlan", "gives each component its part"),
        ("Infra.Components.Aws.AwsProject", "makes a project's components"),
        ("Infra.Components.Azure.ArgsOfPlan", "gives each component its part"),
        ("Infra.Components.Azure.AzureProject", "makes a project's components"),
        ("Infra.Components.CloudPrograms", "chooses the cloud"),
        ("Infra.Components.CloudRequest", "is handed to it"),
        ("Infra.Components.Gcp.ArgsOfPlan", "gives each component its part"),
        ("Infra.Components.Gcp.GcpProject", "makes a project's components"),
        ("Infra.Components.Local.ArgsOfPlan", "gives each component its part"),
        ("Infra.Components.Local.LocalProject", "makes a project's components"),
        ("Infra.Components.Peerings.PeeringOutputs", "the stack's outputs: the contract says who may connect"),
        ("Infra.Components.Permissions.PermissionTable", "decides which permissions a whole project needs"),
        ("Infra.Components.ProjectContext", "is handed to them"),
        ("Infra.Components.ProjectServices", "makes a project's services, each with all of its nodes"),
    ];

    [Fact]
    public void WholeProjects_AreSeenByCompositionsAlone() =>
        Assert.Equal(
            Compositions.Select(one => one.Type),
            TypeEdges
                .Of(Components, Compiler)
                .Concat(TypeEdges.Of(Components))
                .Where(edge => Whole.Contains(edge.To) || Whole.Contains(edge.From))
                .Select(edge => edge.From)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    /// <summary>The results of deciding stages that components see. Adding one is a decision.</summary>
    [Fact]
    public void ResultsOfStages_ThatComponentsSee_AreThese()
    {
        string[] stages = ["Deployments", "Policy", "Spec", "Topology"];
        var seen = TypeEdges
            .Of(Components, Compiler)
            .Where(edge => Compositions.All(one => one.Type != edge.From))
            .Select(edge => edge.To["Infra.Core.".Length..])
            .Where(type => stages.Contains(type.Split('.')[0]))
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "Deployments.NodePlan",
                "Policy.ExpectedNetwork",
                "Policy.SeenNetwork",
                "Policy.SeenSubnet",
                "Spec.Access.Endpoint",
                "Spec.CloudTags",
                "Spec.Existing.ExistingNetworkSpec",
                "Spec.Existing.ExistingSubnet",
                "Spec.Existing.VirtualNetworkId",
                "Spec.Identity.RunAs",
                "Spec.NatMode",
                "Spec.OperatorKey",
                "Spec.OperatorKeys",
                "Spec.Peerings.OtherSide",
                "Spec.Peerings.PeeringMode",
                "Spec.Peerings.PeeringSpec",
                "Topology.Node",
                "Topology.Replacement",
                "Topology.Subnet",
                "Topology.SubnetRole",
                "Topology.Volume",
                "Topology.Zone",
            ],
            seen
        );
    }

    /// <summary>
    /// Only the code that loads a stack compiles one: a plan exists before any resource, and nothing in an Apply makes one.
    /// </summary>
    [Fact]
    public void Components_CompileNothing()
    {
        var ways = WaysToAPlan.ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(ways);
        Assert.DoesNotContain(TypeEdges.Calls(Components, Compiler), call => ways.Contains(call.Method));
        // Their inputs: a stack file and a lock file.
        Assert.DoesNotContain(TypeEdges.Of(Components, Compiler), edge =>
            edge.To is "Infra.Core.StackSource" or "Infra.Core.LockSource" or "Infra.Core.Deployments.DeploymentCompiler"
            || edge.To.StartsWith("Infra.Core.Deployments.ProjectCompiler", StringComparison.Ordinal)
        );
        // A positive control: the reader sees who does.
        Assert.Contains(TypeEdges.Calls(typeof(StackLoader).Assembly, Compiler), call =>
            call == ("Infra.Projects.StackLoader", "Infra.Core.Deployments.DeploymentCompiler.Compile")
        );
    }

    /// <summary>Nor are the stages' internals visible to them (InternalsVisibleTo).</summary>
    [Fact]
    public void Components_AreNoFriendOfTheCompiler() =>
        Assert.DoesNotContain(Compiler.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>(), friend =>
            friend.AssemblyName.StartsWith("Infra.Components,", StringComparison.Ordinal) || friend.AssemblyName == "Infra.Components"
        );

    // A positive control.
    [Fact]
    public void Reader_SeesWhatComponentsAreGiven() =>
        Assert.Contains(
            ("Infra.Components.Aws.ServiceNode", typeof(NodePlan).FullName!),
            TypeEdges.Of(typeof(ServiceEnrolment).Assembly, Compiler)
        );

    // As in LayersTests, which names them.
    private static IEnumerable<string> WaysToAPlan =>
        from type in Compiler.GetExportedTypes()
        from method in type.GetMethods()
        where method.IsStatic && method.DeclaringType == type && method.Name is "Compile" or "Lower" or "Emit" or "Draft" or "Allocate"
        select $"{type.FullName}.{method.Name}";
}
