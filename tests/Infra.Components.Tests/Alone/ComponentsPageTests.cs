using System.Reflection;
using System.Runtime.CompilerServices;
using Infra.Components.Tests.Testing;
using Orders;
using Pulumi;
using Pulumi.Testing;

namespace Infra.Components.Tests.Alone;

/// <summary>docs/components.md is accurate: its tables match the components, and its programs are compiled and run.</summary>
public class ComponentsPageTests
{
    public static TheoryData<Type> All => ComponentShapeTests.All;

    [Fact]
    public void Page_NamesEveryComponent() =>
        Assert.Equal(
            ComponentShapeTests.Components.Select(component => component.FullName!).Order(StringComparer.Ordinal),
            ComponentsPage.Rows.Keys.Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(All))]
    public void Row_SaysWhatAComponentTakesAndHas(Type component)
    {
        var row = ComponentsPage.Rows[component.FullName!];
        var args = component.GetConstructors()[0].GetParameters()[1].ParameterType.GetProperties();
        var own = component
            .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false })
            .Select(member => member.Name);

        Assert.Equal(Sorted(args.Select(arg => arg.Name)), Sorted(row.Args));
        Assert.Equal(
            Sorted(args.Where(arg => arg.GetCustomAttribute<RequiredMemberAttribute>() is not null).Select(arg => arg.Name)),
            Sorted(row.Required)
        );
        Assert.Equal(Sorted(own), Sorted(row.Own));
    }

    [Theory]
    [InlineData("OrdersProgram")]
    [InlineData("OneNetwork")]
    public void Program_IsTheOneThatIsRunHere(string name)
    {
        var source = File.ReadAllText(Path.Combine(StackRun.Repository, "tests", "Infra.Components.Tests", "Alone", $"{name}.cs"));

        Assert.Contains(source, ComponentsPage.Programs);
    }

    [Fact]
    public async Task OrdersProgram_PutsOneServiceIntoItsOwnVpc()
    {
        var files = Path.Combine(StackRun.Repository, "tests", "stacks");
        var mocks = new CloudMocks();
        var (_, outputs) = await Deployment.TestAsync(mocks, new TestOptions { ProjectName = "orders", StackName = "prod" }, () =>
            OrdersProgram.Create(
                Path.Combine(files, "Pulumi.aws-private.yaml"),
                Path.Combine(files, "aws-private.lock.yaml"),
                StackRun.OperatorKey
            )
        );

        var vm = mocks.Inputs[("aws:ec2/instance:Instance", "orders-db-2")];
        Assert.Equal(("workload-b-id", "10.42.2.4"), (vm["subnetId"], vm["privateIp"]));
        Assert.True(mocks.Inputs.ContainsKey(("command:remote:Command", "orders-db-2-confirm")));
        Assert.Equal("hostKeys", Assert.Single(outputs).Key);
    }

    [Fact]
    public async Task OneNetwork_IsMadeOfPlainValues()
    {
        var mocks = new CloudMocks();
        await Deployment.TestAsync(mocks, new TestOptions { ProjectName = "mine", StackName = "prod" }, () => OneNetwork.Create());

        Assert.Equal("10.9.0.0/20", mocks.Inputs[("aws:ec2/vpc:Vpc", "mine")]["cidrBlock"]);
        Assert.Contains(("aws:ec2/natGateway:NatGateway", "mine-nat-a"), mocks.Inputs.Keys);
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Order(StringComparer.Ordinal);
}
