using System.Diagnostics;
using System.Text.Json.Nodes;
using Infra.Cli.Handover;
using Infra.Core.Handover;

namespace Infra.Cli.Tests;

/// <summary>A handover between two directories, an operator's and a customer's, each with a key of its own.</summary>
public sealed partial class HandoverCommandTests : IDisposable
{
    private const string Application = "31111111-2222-4333-8444-555555555555";
    private const string Tenant = "41111111-2222-4333-8444-555555555555";

    private readonly TestRepository @operator = new();
    private readonly DirectoryInfo customer = Directory.CreateTempSubdirectory("infra-customer-");

    public HandoverCommandTests()
    {
        NewKey(@operator.In("key"));
        NewKey(In("key"));
        File.Copy(@operator.In("key.pub"), In("operator.pub"));
        File.Copy(In("key.pub"), @operator.In("customer.pub"));
        @operator.Write("azure", Azure);
        @operator.Write("gcp", Gcp);
    }

    private static string Azure =>
        TestRepository
            .Stack("azure", "westeurope")
            .Replace("account: \"210987654321\"", "subscription: 21111111-2222-4333-8444-555555555555", StringComparison.Ordinal);

    private static string Gcp =>
        TestRepository
            .Stack("gcp", "europe-west1")
            .Replace("account: \"210987654321\"", "project: acme-databases", StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "aws",
        "arn:aws:iam::999988887777:role/deployer",
        "cloudformation",
        """{"Stacks":[{"Outputs":[{"OutputKey":"RoleArn","OutputValue":"arn:aws:iam::210987654321:role/acme-infra-operator"}]}]}""",
        "role: \"arn:aws:iam::210987654321:role/acme-infra-operator\""
    )]
    [InlineData(
        "aws",
        "arn:aws:iam::999988887777:role/deployer",
        "terraform",
        """{ "role_arn": { "value": "arn:aws:iam::210987654321:role/acme-infra-operator", "type": "string" } }""",
        "role: \"arn:aws:iam::210987654321:role/acme-infra-operator\""
    )]
    [InlineData(
        "azure",
        Application,
        "bicep",
        $$"""{ "tenantId": { "type": "String", "value": "{{Tenant}}" } }""",
        $"tenant: \"{Tenant}\""
    )]
    [InlineData(
        "gcp",
        "serviceAccount:deployer@operator-project.iam.gserviceaccount.com",
        "terraform",
        """{ "service_account": "acme-infra-op@acme-databases.iam.gserviceaccount.com" }""",
        "serviceAccount: \"acme-infra-op@acme-databases.iam.gserviceaccount.com\""
    )]
    public async Task Handover_FromRequestToAccept_PutsTheIdentityIntoTheStackFile_AndAgainChangesNothing(
        string stack,
        string principal,
        string format,
        string outputs,
        string line
    )
    {
        var requestFile = @operator.In("stacks", $"{stack}.handover-request.json");
        string[] request = ["handover", "request", "--stack", stack, "--principal", principal, "--key", @operator.In("key")];
        await Twice(requestFile, request);
        File.Copy(requestFile, In("request.json"));

        string[] signed = ["--request", In("request.json"), "--signer", In("operator.pub")];
        var (code, shown, _) = await @operator.RunAsync(["handover", "check", .. signed]);
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains(principal, shown, StringComparison.Ordinal);
        var (_, documents, _) = await @operator.RunAsync(["handover", "check", .. signed, "--format", format]);
        Assert.Contains("acme", documents, StringComparison.Ordinal);

        await File.WriteAllTextAsync(In("outputs.json"), outputs);
        await Twice(
            In("acme.handover-answer.json"),
            ["handover", "answer", .. signed, "--key", In("key"), "--outputs", In("outputs.json")]
        );
        File.Copy(In("acme.handover-answer.json"), @operator.In("answer.json"));

        var before = await File.ReadAllTextAsync(@operator.In("stacks", $"Pulumi.{stack}.yaml"));
        await Twice(
            @operator.In("stacks", $"Pulumi.{stack}.yaml"),
            ["handover", "accept", "--stack", stack, "--answer", @operator.In("answer.json"), "--signer", @operator.In("customer.pub")]
        );
        var after = await File.ReadAllTextAsync(@operator.In("stacks", $"Pulumi.{stack}.yaml"));
        Assert.Contains(line, after, StringComparison.Ordinal);
        // Lines were added, and none touched.
        Assert.Equal(before.Split('\n'), after.Split('\n').Where(one => before.Split('\n').Contains(one)));
        // What is asked for once the identity is there is the same.
        Assert.Equal(ExitCode.Ok, (await @operator.RunAsync(request)).Code);
        Assert.DoesNotContain(".new", string.Join(' ', Directory.GetFiles(customer.FullName)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_OfARequest_AreThoseOfTheStack()
    {
        await RequestAsync();
        var (_, ours, _) = await @operator.RunAsync("permissions", "--stack", "aws", "--format", "json");
        var (_, theirs, _) = await CheckAsync("--format", "json");

        var (a, b) = (JsonNode.Parse(ours)!["managedPolicies"]!, JsonNode.Parse(theirs)!["managedPolicies"]!);
        Assert.True(JsonNode.DeepEquals(a, b));
    }

    [Fact]
    public async Task Accept_Network_IsAddedToo_AndComparedAfterwards()
    {
        await RequestAsync();
        var outputs = new JsonObject
        {
            ["roleArn"] = "arn:aws:iam::210987654321:role/acme-infra-operator",
            ["network"] = """
                { "id": "vpc-0aaaaaaaaaaaaaaaa", "subnets": {
                  "eu-west-1a": { "id": "subnet-0aaaaaaaaaaaaaaa1", "cidr": "10.42.4.0/24" },
                  "eu-west-1b": { "id": "subnet-0aaaaaaaaaaaaaaa2", "cidr": "10.42.5.0/24" },
                  "eu-west-1c": { "id": "subnet-0aaaaaaaaaaaaaaa3", "cidr": "10.42.6.0/24" } } }
                """,
            ["buckets"] = new JsonArray("acme-backups"),
        };
        await File.WriteAllTextAsync(In("outputs.json"), outputs.ToJsonString());

        Assert.Equal(ExitCode.Ok, (await AnswerAsync()).Code);
        var (code, output, errors) = await AcceptAsync();

        Assert.True(code == ExitCode.Ok, errors);
        Assert.Contains("bucket         acme-backups", output, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(@operator.In("stacks", "Pulumi.aws.yaml"));
        Assert.Contains("id: \"vpc-0aaaaaaaaaaaaaaaa\"", text, StringComparison.Ordinal);
        // Another network afterwards is not exchanged.
        await File.WriteAllTextAsync(@operator.In("stacks", "Pulumi.aws.yaml"), text.Replace("vpc-0a", "vpc-0b", StringComparison.Ordinal));
        Assert.Contains("INF1508", (await AcceptAsync()).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_ResultThatDoesNotCompile_IsNotWritten()
    {
        await RequestAsync();
        await File.WriteAllTextAsync(
            In("outputs.json"),
            """
            { "role_arn": "arn:aws:iam::210987654321:role/acme-infra-operator",
              "network": { "id": "vpc-0aaaaaaaaaaaaaaaa",
                "subnets": { "eu-west-1a": { "id": "subnet-0aaaaaaaaaaaaaaa1", "cidr": "172.16.0.0/24" } } } }
            """
        );
        Assert.Equal(ExitCode.Ok, (await AnswerAsync()).Code);
        var before = await File.ReadAllTextAsync(@operator.In("stacks", "Pulumi.aws.yaml"));

        Assert.Equal(ExitCode.BadInput, (await AcceptAsync()).Code);
        Assert.Equal(before, await File.ReadAllTextAsync(@operator.In("stacks", "Pulumi.aws.yaml")));
    }

    [Fact]
    public async Task Request_ThatAsksForSomethingElse_IsNotReplacedUnasked_AndKeepsItsExternalId()
    {
        var first = await RequestAsync();
        string[] other =
        [
            "handover",
            "request",
            "--stack",
            "aws",
            "--principal",
            "arn:aws:iam::999988887777:role/other",
            "--key",
            @operator.In("key"),
        ];

        Assert.Contains("error INF1508: ", (await @operator.RunAsync(other)).Errors, StringComparison.Ordinal);
        Assert.Equal(first, await File.ReadAllTextAsync(RequestFile));
        Assert.Equal(ExitCode.Ok, (await @operator.RunAsync([.. other, "--renew"])).Code);
        var renewed = JsonNode.Parse(await File.ReadAllTextAsync(RequestFile))!["content"]!;
        Assert.Equal("arn:aws:iam::999988887777:role/other", (string?)renewed["principal"]);
        Assert.Equal((string?)JsonNode.Parse(first)!["content"]!["externalId"], (string?)renewed["externalId"]);
        Assert.Matches("^[0-9a-f]{32}$", (string?)renewed["externalId"]);
    }

    [Fact]
    public async Task Accept_AnswerToAnEarlierRequest_IsRefused()
    {
        await RequestAsync();
        await File.WriteAllTextAsync(In("outputs.json"), """{ "role_arn": "arn:aws:iam::210987654321:role/acme-infra-operator" }""");
        await AnswerAsync();
        await @operator.RunAsync([
            "handover",
            "request",
            "--stack",
            "aws",
            "--principal",
            Principal,
            "--key",
            @operator.In("key"),
            "--renew",
            "--expires",
            Tomorrow,
        ]);

        var (code, _, errors) = await AcceptAsync();

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("error INF1507: ", errors, StringComparison.Ordinal);
    }

    /// <summary>Even signed by the customer, it names nothing but what was asked for.</summary>
    [Fact]
    public async Task Accept_RoleOfAnotherAccount_IsRefused()
    {
        await RequestAsync();
        await File.WriteAllTextAsync(In("outputs.json"), """{ "role_arn": "arn:aws:iam::210987654321:role/acme-infra-operator" }""");
        await AnswerAsync();
        var answer = HandoverReader.Answer("x", await File.ReadAllTextAsync(In("acme.handover-answer.json"))).Value!.Content;
        answer = answer with { Identity = answer.Identity.SetItem("role", "arn:aws:iam::666666666666:role/acme-infra-operator") };
        var signature = SshSignatures.Sign(In("key"), HandoverFiles.AnswerPurpose, HandoverJson.TextToSign(answer));
        await File.WriteAllTextAsync(In("acme.handover-answer.json"), HandoverJson.Write(answer, signature));

        Assert.Contains("error INF1507: ", (await AcceptAsync()).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_OtherIdentityInTheStackFile_IsNotChanged()
    {
        await RequestAsync();
        await File.WriteAllTextAsync(In("outputs.json"), """{ "role_arn": "arn:aws:iam::210987654321:role/acme-infra-operator" }""");
        await AnswerAsync();
        var text = TestRepository
            .Stack("aws", "eu-west-1")
            .Replace(
                "    zones: 3\n",
                "    zones: 3\n    runAs: { role: arn:aws:iam::210987654321:role/mine }\n",
                StringComparison.Ordinal
            );
        @operator.Write("aws", text);

        Assert.Contains("error INF1508: ", (await AcceptAsync()).Errors, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(@operator.In("stacks", "Pulumi.aws.yaml")));
    }

    [Theory]
    [InlineData("INF1509", "{}")]
    [InlineData("INF1509", "no JSON")]
    [InlineData("INF1507", """{ "role_arn": "arn:aws:iam::210987654321:role/admin" }""")]
    [InlineData("INF1509", """{ "role_arn": "arn:aws:iam::210987654321:role/acme-infra-operator", "network": { "subnets": {} } }""")]
    [InlineData("INF1509", """{ "role_arn": "arn:aws:iam::210987654321:role/acme-infra-operator", "buckets": "x" }""")]
    [InlineData("INF1503", """{ "role_arn": "arn:aws:iam::210987654321:role/acme-infra-operator", "buckets": ["a\": b"] }""")]
    [InlineData(
        "INF1503",
        """
            { "role_arn": "arn:aws:iam::210987654321:role/acme-infra-operator",
              "network": { "id": "a\"\nb: c", "subnets": { "a": { "id": "b", "cidr": "10.0.0.0/24" } } } }
            """
    )]
    public async Task Answer_OutputsThatDoNotFit_AreRefused_AndNothingIsWritten(string code, string outputs)
    {
        await RequestAsync();
        await File.WriteAllTextAsync(In("outputs.json"), outputs);

        Assert.Contains($"error {code}: ", (await AnswerAsync()).Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(In("acme.handover-answer.json")));
    }

    [Fact]
    public async Task Files_HoldNoPrivateKey()
    {
        await RequestAsync();
        await File.WriteAllTextAsync(In("outputs.json"), """{ "role_arn": "arn:aws:iam::210987654321:role/acme-infra-operator" }""");
        await AnswerAsync();
        foreach (var (file, key) in new[] { (In("request.json"), @operator.In("key")), (In("acme.handover-answer.json"), In("key")) })
        {
            var secret = (await File.ReadAllLinesAsync(key))[2];
            Assert.DoesNotContain(secret, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }
    }

    public void Dispose()
    {
        @operator.Dispose();
        customer.Delete(recursive: true);
    }

    private const string Principal = "arn:aws:iam::999988887777:role/deployer";

    private static string Tomorrow => DateTime.UtcNow.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private string RequestFile => @operator.In("stacks", "aws.handover-request.json");

    private string In(string name) => Path.Combine(customer.FullName, name);

    /// <summary>Runs a step, and again: the file is there after the first, and the same after the second.</summary>
    private async Task Twice(string file, string[] step)
    {
        var (code, _, errors) = await @operator.RunAsync(step);
        Assert.True(code == ExitCode.Ok, errors);
        var first = await File.ReadAllTextAsync(file);
        (code, var output, errors) = await @operator.RunAsync(step);
        Assert.True(code == ExitCode.Ok, errors);
        Assert.Contains("is unchanged", output, StringComparison.Ordinal);
        Assert.Equal(first, await File.ReadAllTextAsync(file));
    }

    private async Task<string> RequestAsync()
    {
        var (code, _, errors) = await @operator.RunAsync(
            "handover",
            "request",
            "--stack",
            "aws",
            "--principal",
            Principal,
            "--key",
            @operator.In("key")
        );
        Assert.True(code == ExitCode.Ok, errors);
        File.Copy(RequestFile, In("request.json"));
        return await File.ReadAllTextAsync(RequestFile);
    }

    private Task<(int Code, string Output, string Errors)> CheckAsync(params string[] options) =>
        @operator.RunAsync(["handover", "check", "--request", In("request.json"), "--signer", In("operator.pub"), .. options]);

    private Task<(int Code, string Output, string Errors)> AnswerAsync() =>
        @operator.RunAsync(
            "handover",
            "answer",
            "--request",
            In("request.json"),
            "--signer",
            In("operator.pub"),
            "--key",
            In("key"),
            "--outputs",
            In("outputs.json")
        );

    private Task<(int Code, string Output, string Errors)> AcceptAsync() =>
        @operator.RunAsync(
            "handover",
            "accept",
            "--stack",
            "aws",
            "--answer",
            In("acme.handover-answer.json"),
            "--signer",
            @operator.In("customer.pub")
        );

    private void Write(HandoverRequest request, string key) =>
        File.WriteAllText(
            In("request.json"),
            HandoverJson.Write(request, SshSignatures.Sign(key, HandoverFiles.RequestPurpose, HandoverJson.TextToSign(request)))
        );

    private static void NewKey(string file)
    {
        using var process = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
