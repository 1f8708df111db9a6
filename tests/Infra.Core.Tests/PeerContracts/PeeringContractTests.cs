using System.Text.Json.Nodes;
using Infra.Core.Clouds.Azure;
using Infra.Core.PeerContracts;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Tests.Spec;

namespace Infra.Core.Tests.PeerContracts;

public sealed class PeeringContractTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    public static TheoryData<string, string> Peerings { get; } =
        new()
        {
            { "aws", PeeredProject.Partner },
            { "aws-both-sides", PeeredProject.Partner.Replace("cidrs", "mode: both-sides, cidrs", StringComparison.Ordinal) },
            {
                "azure",
                "partner: { tenant: 11111111-2222-4333-8444-555555555555, subscription: 21111111-2222-4333-8444-555555555555, "
                    + "resourceGroup: \"net(prod)\", virtualNetwork: clients, app: 31111111-2222-4333-8444-555555555555, "
                    + "cidrs: [10.7.0.0/16] }"
            },
            { "gcp", "partner: { project: \"example.com:clients\", network: default, cidrs: [10.7.0.0/16] }" },
        };

    [Theory]
    [MemberData(nameof(Peerings))]
    public void Contract_OfEachCloud_IsAsCommitted(string name, string peering)
    {
        var contract = PeeringContracts.For(Plan(name, peering), "partner", Nothing);

        Golden.Check(
            string.Concat(ContractText.Lines(contract).Select(line => $"{line}\n")),
            "tests",
            "baselines",
            "peering-contract",
            $"{name}.txt"
        );
        Golden.Check(ContractJson.Write(contract, indented: true) + "\n", "tests", "baselines", "peering-contract", $"{name}.json");
    }

    /// <summary>
    /// Each command as a whole parses as shell, and passes on exactly the words it shows: nothing but its variables is expanded.
    /// </summary>
    [Theory]
    [MemberData(nameof(Peerings))]
    public void Commands_OfEachCloud_AreShellWithTheWordsThatAreMeant(string name, string peering)
    {
        var values = PeeringContracts.For(Plan(name, peering), "partner", Nothing).Values;
        var contract = PeeringContracts.For(
            Plan(name, peering),
            "partner",
            values.ToDictionary(value => value.Name, value => $"{value.Name} $(id) `id` ' \" ; *")
        );

        var script = string.Join(
            '\n',
            [
                "set -eu",
                "aws() { printf '%s\\n' \"$@\"; }; az() { case \"$*\" in 'ad sp show'*) echo object-id ;; *) printf "
                    + "'%s\\n' \"$@\" ;; esac; }; gcloud() { aws \"$@\"; }",
                .. ContractText
                    .Lines(contract)
                    .Where(line =>
                        line.StartsWith("    ", StringComparison.Ordinal)
                        && contract.Values.Any(value => line.StartsWith($"    {value.Name}=", StringComparison.Ordinal))
                    ),
                .. contract.Steps.Append(contract.Removal).SelectMany(step => step.Commands),
            ]
        );
        var ran = Tool.Run("", "/", "sh", "-c", script);
        var words = ran.Output.Split('\n');

        var used = contract.Values.Where(value => script.Contains($"${value.Name}", StringComparison.Ordinal)).ToList();
        Assert.True(ran.ExitCode == 0, ran.Output);
        Assert.NotEmpty(used);
        Assert.All(used, value => Assert.Contains(words, word => word.Contains(value.Value!, StringComparison.Ordinal)));
        Assert.DoesNotContain(words, word => word.Contains("uid=", StringComparison.Ordinal));
        Assert.All(
            words
                .Select((word, at) => (word, at))
                .Where(pair => pair.word == "--role-definition" && !words[pair.at + 1].Contains("(id)", StringComparison.Ordinal)),
            pair =>
                Assert.Equal("Microsoft.Network/virtualNetworks/peer/action", (string?)JsonNode.Parse(words[pair.at + 1])!["Actions"]![0])
        );
    }

    [Fact]
    public void Contract_KnownValues_AreFilledInAndOthersStayOpen()
    {
        var contract = PeeringContracts.For(
            Plan("aws", PeeredProject.Partner),
            "partner",
            new Dictionary<string, string> { ["PEERING_ID"] = "pcx-1", ["PATH"] = "/x" }
        );

        Assert.Equal("pcx-1", contract.Values.Single(value => value.Name == "PEERING_ID").Value);
        Assert.Null(contract.Values.Single(value => value.Name == "OUR_VPC").Value);
        Assert.DoesNotContain(contract.Values, value => value.Name == "PATH");
    }

    [Fact]
    public void Access_OfAPeering_IsWhatItsClientsMayReach()
    {
        var plan = StackText.Plan(
            PeeredProject.Text(
                access: "allowedSources: [10.7.3.0/24, 10.8.0.0/16]\n        components: { prometheus: { allowedSources: [] } }"
            )
        );

        var access = Assert.Single(PeeringContracts.For(plan, "partner", Nothing).Access);
        Assert.Equal(
            "orders-db 12800 12801 10.7.3.0/24",
            $"{access.Service} {string.Join(' ', access.Ports)} {string.Join(' ', access.Sources)}"
        );
        Assert.Empty(PeeringContracts.For(StackText.Plan(PeeredProject.Text(access: "allowedSources: []")), "partner", Nothing).Access);
    }

    [Theory]
    [InlineData("pending-acceptance", PeeringState.PendingPeer)]
    [InlineData("active", PeeringState.Active)]
    [InlineData("rejected", PeeringState.Rejected)]
    [InlineData("expired", PeeringState.Rejected)]
    [InlineData("deleted", PeeringState.DeletedByPeer)]
    [InlineData("failed", PeeringState.InvalidSpecification)]
    public void State_OfAws_IsMapped(string status, PeeringState state) => Assert.Equal(state, PeeringStates.OfAws(status));

    [Fact]
    public void State_ThatAwsDoesNotHave_IsNotGuessed() => Assert.Throws<ArgumentException>(() => PeeringStates.OfAws("fine"));

    [Theory]
    [InlineData("ACTIVE", "[2026-11-22]: Connected.", PeeringState.Active)]
    [InlineData("INACTIVE", "Waiting for peer network to connect.", PeeringState.PendingPeer)]
    [InlineData("INACTIVE", "Peering connection has been deleted on peer network.", PeeringState.DeletedByPeer)]
    [InlineData("INACTIVE", "IP range overlaps with 10.0.0.0/8", PeeringState.InvalidSpecification)]
    public void State_OfGcp_IsMapped(string state, string details, PeeringState expected) =>
        Assert.Equal(expected, PeeringStates.OfGcp(state, details));

    [Fact]
    public void State_EveryOne_HasAWordOfItsOwn()
    {
        var words = Enum.GetValues<PeeringState>().Select(PeeringStates.Word).ToList();

        Assert.Equal(words.Count, words.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Azure_OfANetworksId_KnowsItsGroup()
    {
        var known = AzureTerms.Known("/subscriptions/2/resourceGroups/acme/providers/Microsoft.Network/virtualNetworks/net", "1");

        Assert.Equal(("1", "/subscriptions/2/resourceGroups/acme"), (known[AzureTerms.OurTenant], known[AzureTerms.OurGroup]));
        Assert.EndsWith("/virtualNetworks/net", known[AzureTerms.OurNetwork], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("net")]
    [InlineData("/subscriptions/2/resourceGroups/acme/providers/Microsoft.Network/virtualNetworks/net/subnets/a")]
    [InlineData("/subscriptions/2/resourceGroups/acme/providers/Microsoft.Compute/virtualMachines/net")]
    public void Azure_OfAnythingElse_IsNotGuessed(string id) => Assert.Throws<ArgumentException>(() => AzureTerms.Known(id, "1"));

    private static ProjectPlan Plan(string name, string peering) =>
        StackText.Plan(PeeredProject.Text(peering, "allowedSources: [10.7.0.0/16]", name.Split('-')[0]));
}
