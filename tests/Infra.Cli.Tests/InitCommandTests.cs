using System.Text.RegularExpressions;
using Infra.Cli.Stacks;

namespace Infra.Cli.Tests;

/// <summary><c>infra init</c>: what it writes validates and plans, whoever answers; and nothing is ever overwritten.</summary>
public sealed class InitCommandTests : IDisposable
{
    private readonly TestRepository here = new();

    [Theory]
    [InlineData("aws", "eu-west-1", "20.51.100.7/32", "", "publicAccess: true", true)]
    [InlineData("aws", "us-west-1", "10.9.0.0/24", "", "managementRoutes:", false)]
    [InlineData("aws", "eu-west-1", "20.51.100.7/32", "bastion", "    access: bastion\n", true)]
    [InlineData("aws", "eu-west-1", "10.9.0.0/24", "endpoints", "    #   - instance-connect\n", false)]
    [InlineData("azure", "westeurope", "20.51.100.7/32", "", "nat: none", true)]
    [InlineData("azure", "westeurope", "20.51.100.7/32", "bastion", "    access: bastion\n", true)]
    [InlineData("azure", "westeurope", "20.51.100.7/32", "endpoints", "    #   - azure-bastion\n", false)]
    [InlineData("gcp", "europe-west1", "20.51.100.7/32", "direct", "nat: none", true)]
    [InlineData("gcp", "europe-west1", "172.20.0.0/24", "", "managementRoutes:", false)]
    [InlineData("gcp", "europe-west1", "20.51.100.7/32", "bastion", "    access: bastion\n", true)]
    [InlineData("gcp", "europe-west1", "172.20.0.0/24", "endpoints", "      orders-1: {host: 127.0.0.1, port: 22001}\n", true)]
    [InlineData("local", "", "", "", "cloud: local", true)]
    [InlineData("local", "", "", "bastion", "    access: bastion\n", true)]
    public async Task Init_OfEachCloud_WritesAFileThatValidatesAndPlans(
        string cloud,
        string region,
        string management,
        string access,
        string holds,
        bool oneRun
    )
    {
        var account = cloud switch
        {
            "aws" => "210987654321",
            "azure" => "8a3c1e5f-2b4d-4c6e-9f10-1234567890ab",
            "gcp" => "acme-data-prod",
            _ => "",
        };
        var (code, output, errors) = await here.RunAsync([
            "init",
            "--stack",
            "new.one",
            "--cloud",
            cloud,
            "--name",
            "acme-new",
            .. region.Length > 0 ? new[] { "--region", region, "--management-source", management, "--account", account } : [],
            .. access.Length > 0 ? new[] { "--access", access } : [],
            "--service",
            "orders",
            "--type",
            "postgresql",
            "--plan",
            "startup-4",
            "--allowed-source",
            "20.7.0.0/24",
            "--allowed-source",
            "10.1.0.0/16",
        ]);

        Assert.True(code == ExitCode.Ok, errors);
        Assert.Contains("stacks/Pulumi.new.one.yaml is written.", output, StringComparison.Ordinal);
        Assert.Contains("scripts/infra plan --stack new.one", output, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(here.In("stacks", "Pulumi.new.one.yaml"));
        Assert.Contains(holds, text, StringComparison.Ordinal);
        var (validated, said, _) = await here.RunAsync("validate", "--stack", "new.one");
        Assert.True(validated == ExitCode.Ok, said);
        var (planned, plan, problems) = await here.RunAsync("plan", "--stack", "new.one");
        Assert.True(planned == ExitCode.Ok, problems);
        // A way in that needs the network first is not for a first run that has nodes.
        Assert.Equal(oneRun, plan.Contains("orders-1", StringComparison.Ordinal));
        if (oneRun)
        {
            return;
        }

        Assert.Contains("makes the network alone", output, StringComparison.Ordinal);
        // The second run, as the file says: it takes the place of the line above it.
        var second = Regex.Replace(text, "    services: \\{\\}\n((?:    # [^\n]*\n)+)\\z", match =>
            Regex.Replace(match.Groups[1].Value, "(?m)^    # ", "    ")
        );
        Assert.NotEqual(text, second);
        await File.WriteAllTextAsync(here.In("stacks", "Pulumi.new.one.yaml"), second);
        var (again, later, faults) = await here.RunAsync("plan", "--stack", "new.one");
        Assert.True(again == ExitCode.Ok, faults);
        Assert.Contains("orders-1", later, StringComparison.Ordinal);
    }

    /// <summary>Bastions are reached at public addresses, from public networks.</summary>
    [Fact]
    public async Task Init_BastionsThatNobodyCouldReach_AreRefused()
    {
        var (code, _, errors) = await here.RunAsync([
            .. "init --stack t --cloud aws --region eu-west-1 --management-source 10.9.0.0/24 --access bastion".Split(' '),
        ]);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("--management-source: error INF0352", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(here.In("stacks", "Pulumi.t.yaml")));
    }

    /// <summary>What stands in comments until the second run is checked in the first.</summary>
    [Fact]
    public async Task Init_WrongAnswerAboutWhatComesLater_IsRefused()
    {
        var (code, _, errors) = await here.RunAsync([
            .. "init --stack t --cloud aws --region eu-west-1 --management-source 10.9.0.0/24 --type oracle".Split(' '),
        ]);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("--type: error INF0204", errors, StringComparison.Ordinal);
    }

    public static TheoryData<string> Types => [.. Core.Catalog.ServiceCatalog.Types.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Init_OfEachServiceType_Validates(string type)
    {
        var plan = Core.Catalog.ServiceCatalog.Types[type].Plans.Keys.First();
        Assert.Equal(
            ExitCode.Ok,
            (await here.RunAsync("init", "--stack", "t", "--cloud", "local", "--name", "acme", "--type", type, "--plan", plan)).Code
        );
        Assert.Equal(ExitCode.Ok, (await here.RunAsync("validate", "--stack", "t")).Code);
    }

    [Fact]
    public async Task Init_WithoutAnyService_Validates()
    {
        Assert.Equal(
            ExitCode.Ok,
            (
                await here.RunAsync(
                    "init",
                    "--stack",
                    "t",
                    "--cloud",
                    "aws",
                    "--region",
                    "eu-west-1",
                    "--management-source",
                    "20.5.0.1/32",
                    "--name",
                    "acme",
                    "--service",
                    "-"
                )
            ).Code
        );
        Assert.Equal(ExitCode.Ok, (await here.RunAsync("validate", "--stack", "t")).Code);
        Assert.Contains("services: {}", await File.ReadAllTextAsync(here.In("stacks", "Pulumi.t.yaml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "--stack, --cloud, --region, --management-source are not given")]
    [InlineData("--stack t --cloud local --region", "Required argument missing for option: '--region'")]
    [InlineData("--stack t", "--cloud, --region, --management-source are not given")]
    [InlineData("--stack t --cloud aws --region eu-west-1", "--management-source is not given")]
    public async Task Init_WhereNobodyCanBeAsked_NamesTheOptionsThatAreMissing(string options, string says)
    {
        var (code, _, errors) = await here.RunAsync(["init", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(says, errors, StringComparison.Ordinal);
    }

    /// <summary>An answer is one value, whatever it contains: the reader that rejects it in a file rejects it here.</summary>
    [Theory]
    [InlineData("--name", "x\n    egress: {}", "--name: error INF0201")]
    [InlineData("--name", "x # y", "--name: error INF0201")]
    [InlineData("--name", "{a: b}", "--name: error INF0201")]
    [InlineData("--name", "&a x", "--name: error INF0201")]
    [InlineData("--cloud", "awz", "--cloud: error INF0202")]
    [InlineData("--region", "eu-wst-1", "--region: error INF0206")]
    [InlineData("--cidr", "10.42.0.1/20", "--cidr: error INF0302")]
    [InlineData("--zones", "many", "--zones: error INF0102")]
    [InlineData("--zones", "9", "--zones: error INF0203")]
    [InlineData("--account", "12", "--account: error INF1101")]
    [InlineData("--management-source", "0.0.0.0/0", "--management-source: error INF0308")]
    [InlineData("--management-source", "nobody", "--management-source: error INF0301")]
    [InlineData("--service", "DB", "--service: error INF0201")]
    [InlineData("--service", "a: {}\n      b", "--service: error INF0201")]
    [InlineData("--type", "oracle", "--type: error INF0204")]
    [InlineData("--access", "vpn", "--access: error INF0202")]
    [InlineData("--access", "direct\n    egress: open", "--access: error INF0202")]
    [InlineData("--plan", "big", "--plan: error INF0205")]
    [InlineData("--nodes", "99", "--nodes: error INF0203")]
    [InlineData("--volume", "-1", "--volume: error INF0102")]
    [InlineData("--allowed-source", "10.7.0.0", "--allowed-source: error INF0301")]
    public async Task Init_AnswerThatIsNone_IsRefusedByTheReaderAndNothingIsWritten(string option, string answer, string says)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--stack"] = "t",
            ["--cloud"] = "aws",
            ["--region"] = "eu-west-1",
            ["--name"] = "acme",
            ["--management-source"] = "20.51.100.7/32",
            ["--account"] = "210987654321",
        };
        answers[option] = answer;
        var (code, output, errors) = await here.RunAsync(["init", .. answers.SelectMany(one => new[] { one.Key, one.Value })]);
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.False(File.Exists(here.In("stacks", "Pulumi.t.yaml")));
    }

    [Fact]
    public async Task Init_OfAStackThatIsThere_OverwritesNothing()
    {
        var before = await File.ReadAllTextAsync(here.In("stacks", "Pulumi.aws.yaml"));
        var (code, _, errors) = await here.RunAsync("init", "--stack", "aws", "--cloud", "local");
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("The stack aws already exists", errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(here.In("stacks", "Pulumi.aws.yaml")));

        await File.WriteAllTextAsync(here.In("stacks", "old.lock.yaml"), "version: 2\n");
        Assert.Contains(
            "A lock file of a stack old already exists",
            (await here.RunAsync("init", "--stack", "old", "--cloud", "local")).Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Init_OnATerminal_AsksForWhatNoOptionSays()
    {
        using var output = new Recorder();
        using var errors = new Recorder();
        // Stack twice, because the first answer is empty; then cloud, region, name, account, management, access, cidr, zones, service,
        // type, plan, nodes, volume, clients.
        using var answers = new StringReader(
            "\nasked\naws\neu-west-1\n\n210987654321\n20.51.100.7/32, 20.51.100.9/32\n\n\n\norders\n\n\n\n\n20.7.0.0/24\n"
        );
        var code = await InfraCommand.RunAsync(["init"], () => new Workspace(here.Root), output.Screen, errors.Screen, () => answers);
        Assert.True(code == ExitCode.Ok, errors.Text);
        Assert.Contains("Its plan [business-8]:", errors.Text, StringComparison.Ordinal);
        Assert.Equal(
            """
            # yaml-language-server: $schema=../docs/stack.schema.json
            # docs/stack-file.md describes every key.
            config:
              infra:project:
                name: asked
                cloud: aws
                account: "210987654321"
                region: eu-west-1
                deployment: standard
                cidr: 10.42.0.0/20
                zones: 3
                managementSources:
                  - 20.51.100.7/32
                  - 20.51.100.9/32
                nat: none # each node leaves by its own public address
                services:
                  orders:
                    type: postgresql
                    plan: business-8
                    publicAccess: true # how operators reach the nodes; docs/access.md has the other ways
                    allowedSources:
                      - 20.7.0.0/24
                    volumes: # GiB
                      data: 100

            """.ReplaceLineEndings("\n"),
            await File.ReadAllTextAsync(here.In("stacks", "Pulumi.asked.yaml"))
        );
    }

    [Fact]
    public async Task Init_WhoseAnswersEnd_StopsAndWritesNothing()
    {
        using var output = new Recorder();
        using var errors = new Recorder();
        using var answers = new StringReader("asked\naws\n");
        Assert.Equal(
            ExitCode.Interrupted,
            await InfraCommand.RunAsync(["init"], () => new Workspace(here.Root), output.Screen, errors.Screen, () => answers)
        );
        Assert.False(File.Exists(here.In("stacks", "Pulumi.asked.yaml")));
    }

    public void Dispose() => here.Dispose();
}
