using System.Text.Json.Nodes;

namespace Infra.Cli.Tests;

/// <summary><c>infra peering</c> as people and programs use it.</summary>
public sealed class PeeringCommandTests : IDisposable
{
    private readonly OneStack here = new(
        "peered",
        """
        config:
          infra:project:
            name: acme
            cloud: aws
            account: "210987654321"
            region: eu-west-1
            deployment: standard
            cidr: 10.42.0.0/20
            zones: 3
            managementSources: [10.7.200.0/28]
            peerings:
              partner: { account: "012345678901", vpc: vpc-0123456789abcdef0, region: us-east-1, cidrs: [10.7.0.0/16] }
            services:
              orders-db:
                type: postgresql
                plan: business-8
                nodes: 1
                allowedSources: [10.7.0.0/16]
                volumes: { data: 1 }
        """
    );

    [Fact]
    public async Task Peering_OneSided_TellsWhatToRunWithoutCredentials()
    {
        var (code, output, errors) = await here.RunAsync("peering", "--stack", "peered", "--name", "partner");

        Assert.Equal((ExitCode.Ok, ""), (code, errors));
        Assert.StartsWith(
            "Peering 'partner' between project acme and VPC vpc-0123456789abcdef0 of account 012345678901 in us-east-1\n",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "aws ec2 accept-vpc-peering-connection --region us-east-1 --vpc-peering-connection-id \"$PEERING_ID\"\n",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("--destination-cidr-block 10.42.0.0/20", output, StringComparison.Ordinal);
        Assert.Contains(
            "    # the peering connection (after up: in the stack's output 'peeringContracts')\n    PEERING_ID=\n",
            output,
            StringComparison.Ordinal
        );
        Assert.Matches(@"(?m)^    orders-db: \d+, \d+, \d+/tcp from 10\.7\.0\.0/16$", output);
        Assert.DoesNotMatch(@"(?m) $", output);
    }

    [Fact]
    public async Task Peering_Json_IsOneVersionedDocument()
    {
        var (code, output, _) = await here.RunAsync("peering", "--stack", "peered", "--name", "partner", "--json");

        Assert.Equal(ExitCode.Ok, code);
        var contract = JsonNode.Parse(output)!;
        Assert.Equal(
            (1, "one-sided", "012345678901"),
            ((int)contract["formatVersion"]!, (string?)contract["mode"], (string?)contract["yours"]!["account"])
        );
        Assert.Null(contract["values"]!["PEERING_ID"]!["value"]);
    }

    [Fact]
    public async Task Peering_WithOutputsOfAnUp_HasTheIds()
    {
        var file = here.In("outputs.json");
        var contract = JsonNode.Parse((await here.RunAsync("peering", "--stack", "peered", "--name", "partner", "--json")).Output)!;
        contract["values"]!["PEERING_ID"]!["value"] = "pcx-0123; id";
        await File.WriteAllTextAsync(
            file,
            new JsonObject { ["peeringContracts"] = new JsonObject { ["partner"] = contract.ToJsonString() } }.ToJsonString()
        );

        // Whatever the outputs contain, it remains one word for the shell.
        Assert.Contains(
            "    PEERING_ID='pcx-0123; id'\n",
            (await here.RunAsync("peering", "--stack", "peered", "--name", "partner", "--outputs", file)).Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("nobody", "Name one with --name: partner.")]
    [InlineData("../partner", "Did you mean 'partner'?")]
    public async Task Peering_Unknown_NamesThoseThereAre(string name, string remedy)
    {
        var (code, output, errors) = await here.RunAsync("peering", "--stack", "peered", "--name", name);

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(remedy, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("""{ "peeringContracts": { "partner": 7 } }""")]
    [InlineData("""{ "a": 1, "a": 2 }""")]
    [InlineData("""{ "peeringContracts": { "partner": "{\"values\":{}}", "partner": "{}" } }""")]
    [InlineData("""{ "peeringContracts": { "partner": "{\"values\":{},\"values\":{}}" } }""")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("\"text\"")]
    [InlineData("""{ "peeringContracts": null }""")]
    [InlineData("""{ "peeringContracts": [] }""")]
    [InlineData("""{ "peeringContracts": {} }""")]
    [InlineData("""{ "peeringContracts": { "other": "{}" } }""")]
    [InlineData("""{ "peeringContracts": { "partner": null } }""")]
    [InlineData("""{ "peeringContracts": { "partner": "" } }""")]
    [InlineData("""{ "peeringContracts": { "partner": "[]" } }""")]
    [InlineData("""{ "peeringContracts": { "partner": "{}" } }""")]
    [InlineData("""{ "peeringContracts": { "partner": "{\"values\":7}" } }""")]
    [InlineData("""{ "peeringContracts": { "partner": "{\"values\":{\"PEERING_ID\":7}}" } }""")]
    [InlineData("""{ "peeringContracts": { "partner": "{\"values\":{\"PEERING_ID\":{\"value\":7}}}" } }""")]
    [InlineData("""{ "peeringContracts": { "partner": "{\"values\":{\"PEERING_ID\":{\"value\":\"\\ud800\"}}}" } }""")]
    [InlineData("""{ "peeringContracts": { "partner": "{\"project\":\"another\",\"values\":{}}" } }""")]
    [InlineData(null)]
    public async Task Outputs_ThatAreNone_AreRefused(string? text)
    {
        var file = here.In("outputs.json");
        if (text is not null)
        {
            await File.WriteAllTextAsync(file, text);
        }

        var (code, output, errors) = await here.RunAsync("peering", "--stack", "peered", "--name", "partner", "--outputs", file);

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains("pulumi stack output", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outputs_OfBytesThatAreNoText_AreRefused()
    {
        var file = here.In("outputs.json");
        foreach (
            var bytes in new byte[][]
            {
                [.. "{\"a\":\""u8, 0xFC, .. "\"}"u8],
                [0xFF, 0xFE, 0x7B, 0],
                [.. Enumerable.Repeat((byte)'[', 100_000)],
            }
        )
        {
            await File.WriteAllBytesAsync(file, bytes);
            Assert.Equal(
                ExitCode.BadInput,
                (await here.RunAsync("peering", "--stack", "peered", "--name", "partner", "--outputs", file)).Code
            );
        }

        Assert.Equal(
            ExitCode.BadInput,
            (await here.RunAsync("peering", "--stack", "peered", "--name", "partner", "--outputs", here.Root)).Code
        );
        Assert.Equal(
            ExitCode.BadInput,
            (await here.RunAsync("peering", "--stack", "peered", "--name", "partner", "--outputs", "/dev/zero")).Code
        );
    }

    [Fact]
    public async Task Policy_OfAPeeredStack_ShowsThePeerApart() =>
        Assert.Matches(
            @"(?m)^peer partner: 10\.7\.0\.0/16 +orders-db +\d+/tcp +PostgreSQL for the service's clients, over the peering$",
            (await here.RunAsync("policy", "--stack", "peered")).Output
        );

    public void Dispose() => here.Dispose();
}
