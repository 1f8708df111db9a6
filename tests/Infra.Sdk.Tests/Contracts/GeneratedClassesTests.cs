using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Infra.Sdk.Tests.Mocks;
using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2.Inputs;
using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Testing;
using Aws = Pulumi.Aws;
using Local = Pulumi.Command.Local;

namespace Infra.Sdk.Tests.Contracts;

/// <summary>The generated classes at work under mocks.</summary>
public class GeneratedClassesTests
{
    [Fact]
    public async Task Connection_GivenPlain_IsSecretInArgsAndOutputs()
    {
        var wasSecret = new List<bool>();
        CustomResourceOptions? options = null;
        await RunAsync(new RecordingMocks(), () =>
        {
            var args = new CommandArgs
            {
                Connection = new ConnectionArgs { Host = "192.0.2.1", PrivateKey = "k" },
            };
            var command = new Command(
                "c",
                args,
                new CustomResourceOptions
                {
                    ResourceTransformations =
                    {
                        seen =>
                        {
                            options = (CustomResourceOptions)seen.Options;
                            return null;
                        },
                    },
                }
            );
            return Note(wasSecret, args.Connection!.ToOutput());
        });
        Assert.Equal([true], wasSecret);
        Assert.Equal(["connection"], options!.AdditionalSecretOutputs);
        Assert.Equal(["triggers[*]"], options.ReplaceOnChanges);
    }

    [Fact]
    public async Task SecretMember_OfANestedType_IsSecretAlone()
    {
        var wasSecret = new List<bool>();
        await RunAsync(new RecordingMocks(), async () =>
        {
            var connection = new ConnectionArgs { Host = "192.0.2.1", PrivateKey = "k" };
            await Note(wasSecret, connection.PrivateKey!.ToOutput());
            await Note(wasSecret, connection.Host.ToOutput());
        });
        Assert.Equal([true, false], wasSecret);
    }

    [Fact]
    public async Task Defaults_OfNestedAndTopLevel_AreSent()
    {
        var mocks = new RecordingMocks();
        await RunAsync(mocks, () =>
        {
            _ = new Command("c", new CommandArgs { Connection = new ConnectionArgs { Host = "192.0.2.1" } });
            _ = new SecurityGroup("g");
            return Task.CompletedTask;
        });
        var connection = (ImmutableDictionary<string, object>)mocks["c"].Inputs["connection"];
        Assert.Equal(
            ("root", 22.0, 10.0, 15.0),
            (connection["user"], connection["port"], connection["dialErrorLimit"], connection["perDialTimeout"])
        );
        Assert.Equal("Managed by Pulumi", mocks["g"].Inputs["description"]);
    }

    [Fact]
    public async Task NestedListAndMap_ThereAndBack_AreWhole()
    {
        var mocks = new RecordingMocks { State = args => args.Inputs };
        RouteTable table = null!;
        IReadOnlyList<string?> targets = [];
        await RunAsync(mocks, async () =>
        {
            table = new RouteTable(
                "t",
                new RouteTableArgs
                {
                    VpcId = "vpc-1",
                    Routes =
                    {
                        new RouteTableRouteArgs { CidrBlock = "0.0.0.0/0", GatewayId = "igw-1" },
                    },
                    Tags = { ["Name"] = "t" },
                }
            );
            targets = [.. (await Value(table.Routes)).Select(r => r.GatewayId), .. (await Value(table.Tags))!.Values];
        });
        Assert.Equal("aws:ec2/routeTable:RouteTable", mocks["t"].Type);
        Assert.Equal(["igw-1", "t"], targets);
    }

    [Fact]
    public async Task Union_OfStringOrEnum_IsSentAsItsText()
    {
        var mocks = new RecordingMocks();
        await RunAsync(mocks, () =>
        {
            _ = new PlacementGroup("a", new PlacementGroupArgs { Strategy = PlacementStrategy.Spread });
            _ = new PlacementGroup("b", new PlacementGroupArgs { Strategy = "partition" });
            return Task.CompletedTask;
        });
        Assert.Equal(("spread", "partition"), (mocks["a"].Inputs["strategy"], mocks["b"].Inputs["strategy"]));
    }

    [Fact]
    public async Task ProviderInputs_ThatAreNotText_AreSentAsJson()
    {
        var mocks = new RecordingMocks();
        await RunAsync(mocks, () =>
        {
            _ = new Aws.Provider(
                "p",
                new Aws.ProviderArgs
                {
                    Region = "eu-west-1",
                    DefaultTags = new Aws.Inputs.ProviderDefaultTagsArgs { Tags = { ["project"] = "acme" } },
                }
            );
            return Task.CompletedTask;
        });
        Assert.Equal("pulumi:providers:aws", mocks["p"].Type);
        Assert.Equal("eu-west-1", mocks["p"].Inputs["region"]);
        using var tags = JsonDocument.Parse(Assert.IsType<string>(mocks["p"].Inputs["defaultTags"]));
        Assert.Equal("acme", tags.RootElement.GetProperty("tags").GetProperty("project").GetString());
        Assert.Equal("true", mocks["p"].Inputs["skipRegionValidation"]);
    }

    [Fact]
    public async Task Function_Invoked_SendsItsArgsAndReadsItsResult()
    {
        var mocks = new RecordingMocks
        {
            Result = _ => new Dictionary<string, object>
            {
                ["stdout"] = "1",
                ["stderr"] = "",
                ["command"] = "probe",
            },
        };
        string? stdout = null;
        var args = new Local.RunInvokeArgs { Command = "probe", Environment = { ["K"] = "v" } };
        await RunAsync(mocks, async () => stdout = await Value(Local.Run.Invoke(args).Apply(r => r.Stdout)));
        var call = Assert.Single(mocks.Calls);
        Assert.Equal(("command:local:run", "probe"), (call.Token, call.Args["command"]));
        Assert.Equal("1", stdout);
    }

    [Theory]
    [InlineData(typeof(SubnetArgs), "vpcId", true)]
    [InlineData(typeof(SubnetArgs), "cidrBlock", false)]
    [InlineData(typeof(CommandArgs), "connection", true)]
    [InlineData(typeof(ConnectionArgs), "host", true)]
    [InlineData(typeof(GetAmiFilterArgs), "values", true)]
    [InlineData(typeof(Aws.Vpc.SecurityGroupIngressRuleArgs), "ipProtocol", true)]
    public void RequiredFlag_OfAnInput_IsThePackages(Type args, string input, bool required)
    {
        const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var found = args.GetMembers(Members)
            .SelectMany(m => m.GetCustomAttributesData())
            .Where(a => a.AttributeType == typeof(InputAttribute))
            .Single(a => (string)a.ConstructorArguments[0].Value! == input);
        Assert.Equal(required, found.ConstructorArguments[1].Value);
    }

    private static async Task RunAsync(IMocks mocks, Func<Task> program) =>
        await Deployment.TestAsync(mocks, new TestOptions { IsPreview = false }, program);

    private static async Task Note<T>(List<bool> found, Output<T> output) => found.Add(await Output.IsSecretAsync(output));

    private static Task<T> Value<T>(Output<T> output)
    {
        var found = new TaskCompletionSource<T>();
        output.Apply(value =>
        {
            found.SetResult(value);
            return value;
        });
        return found.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
