using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Infra.Core;
using Infra.Core.Deployments;
using Infra.Core.Policy;
using Infra.Core.Sdn;
using Infra.Core.Spec;
using Infra.Core.Topology;
using Pulumi;

namespace Infra.Components.Tests.Alone;

/// <summary>
/// All components have the same shape: a name, arguments of their own, options. These tests define what arguments may be.
/// </summary>
public class ComponentShapeTests
{
    internal static readonly Type[] Components =
    [
        .. typeof(ProjectContext).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(ComponentResource))),
    ];

    public static TheoryData<Type> All => [.. Components];

    /// <summary>Types that contain a whole project: code that receives one could make decisions.</summary>
    private static readonly Type[] Whole =
    [
        typeof(ProjectContext),
        typeof(DeploymentPlan),
        typeof(ProjectPlan),
        typeof(ProjectSpec),
        typeof(ProjectTopology),
        typeof(NetworkPolicy),
        typeof(CloudFirewall),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void Component_IsMadeOfANameItsOwnArgumentsAndOptions(Type component)
    {
        var parameters = Assert.Single(component.GetConstructors()).GetParameters();

        Assert.True(component.IsSealed);
        Assert.Equal(["name", "args", "options"], parameters.Select(parameter => parameter.Name!));
        Assert.Equal(typeof(string), parameters[0].ParameterType);
        Assert.Equal($"{component.FullName}Args", parameters[1].ParameterType.FullName);
        Assert.Equal((typeof(ComponentResourceOptions), true), (parameters[2].ParameterType, parameters[2].HasDefaultValue));
        var args = parameters[1].ParameterType;
        Assert.Equal((typeof(ResourceArgs), true), (args.BaseType!, args.IsSealed));
        Assert.NotNull(args.GetConstructor([]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Arguments_AreValuesAndOutputs(Type component)
    {
        foreach (var property in ArgsOf(component))
        {
            var types = Parts(property.PropertyType).ToArray();
            Assert.DoesNotContain(types, type => type.IsAssignableTo(typeof(ComponentResource)));
            Assert.DoesNotContain(types, type => Whole.Any(whole => type.IsAssignableTo(whole)));
            Assert.DoesNotContain(types, type => type.IsAssignableTo(typeof(Delegate)));
        }
    }

    /// <summary>
    /// As everywhere in Pulumi: arguments that may be outputs carry their wire name, and required ones cannot be left out.
    /// </summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Inputs_AreNamedAfterTheirProperties(Type component)
    {
        foreach (var property in ArgsOf(component))
        {
            var attribute = property.GetCustomAttributesData().SingleOrDefault(one => one.AttributeType == typeof(InputAttribute));
            Assert.True(IsInput(property.PropertyType) == (attribute is not null), $"{component}: {property.Name} and [Input]");
            if (attribute is null)
                continue;
            Assert.Equal($"{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}", attribute.ConstructorArguments[0].Value);
            Assert.Equal(
                property.GetCustomAttribute<RequiredMemberAttribute>() is not null,
                attribute.ConstructorArguments.ElementAtOrDefault(1).Value is true
            );
        }
    }

    /// <summary>Each is created alone somewhere: in its cloud's test class, by a test named after it.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Component_IsMadeAloneInATest(Type component)
    {
        var room = component.Namespace!.Split('.')[^1];
        var tests = typeof(ComponentShapeTests).Assembly.GetType($"{typeof(ComponentShapeTests).Namespace}.{room}ComponentsTests");

        Assert.NotNull(tests);
        Assert.Contains(tests.GetMethods(), test =>
            test.Name.StartsWith($"{component.Name}_Alone_", StringComparison.Ordinal)
            && test.GetCustomAttribute<FactAttribute>() is not null
        );
    }

    // A positive control.
    [Fact]
    public void Components_AreFound()
    {
        Assert.Contains(typeof(Infra.Components.Aws.ServiceNode), Components);
        Assert.Contains(typeof(Infra.Components.Local.ProjectDns), Components);
        Assert.Contains(typeof(Node), Parts(typeof(ImmutableArray<Node>)));
        Assert.True(IsInput(typeof(InputMap<string>)) && !IsInput(typeof(Output<string>)));
    }

    private static PropertyInfo[] ArgsOf(Type component) => component.GetConstructors()[0].GetParameters()[1].ParameterType.GetProperties();

    private static IEnumerable<Type> Parts(Type type) =>
        type.IsArray ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type)
        : [type];

    private static bool IsInput(Type? type) =>
        type is not null && ((type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Input<>)) || IsInput(type.BaseType));
}
