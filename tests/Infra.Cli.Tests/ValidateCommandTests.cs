using System.Text.Json.Nodes;

namespace Infra.Cli.Tests;

/// <summary><c>infra validate</c> and <c>infra explain</c>.</summary>
public sealed class ValidateCommandTests : IDisposable
{
    private readonly TestRepository here = new();

    [Fact]
    public async Task Validate_WithoutNames_ChecksEveryStackAndItsLockFile()
    {
        here.Write("bad", TestRepository.Stack("aws", "eu-west-1").Replace("zones: 3", "zonez: 3", StringComparison.Ordinal));
        _ = await here.RunAsync("lock", "--stack", "local");
        await File.WriteAllTextAsync(here.In("stacks", "gone.lock.yaml"), "version: 2\n");

        var (code, output, errors) = await here.RunAsync("validate");

        Assert.Equal((ExitCode.BadInput, ""), (code, errors));
        Assert.Contains("stacks/Pulumi.bad.yaml:8:5: zonez: error INF0101: ", output, StringComparison.Ordinal);
        Assert.Contains(
            "stacks/Pulumi.aws.yaml:1:1: warning INF1437: The lock file stacks/aws.lock.yaml does not exist yet.",
            output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("local.lock.yaml:", output, StringComparison.Ordinal);
        Assert.Contains(
            "stacks/gone.lock.yaml:1:1: warning INF1438: There is no stack file stacks/Pulumi.gone.yaml",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("stacks/gone.lock.yaml:1:1: error INF0103: ", output, StringComparison.Ordinal);
        Assert.Matches(@"\n6 files: \d+ errors, \d+ warnings\.\n\z", output);
    }

    [Fact]
    public async Task Validate_StackWithoutErrors_IsZero()
    {
        _ = await here.RunAsync("lock", "--stack", "aws");
        Assert.Equal((ExitCode.Ok, "2 files: 0 errors, 0 warnings.\n", ""), await here.RunAsync("validate", "--stack", "aws"));
    }

    [Fact]
    public async Task Validate_OfFiles_TakesThemFromAnywhere()
    {
        var path = here.In("elsewhere.yaml");
        await File.WriteAllTextAsync(
            path,
            TestRepository.Stack("aws", "eu-west-1").Replace("10.42.0.0/20", "10.42.0.1/20", StringComparison.Ordinal)
        );
        var (code, output, _) = await here.RunAsync("validate", path);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains($"{path}:7:11: cidr: error INF0302", output, StringComparison.Ordinal);

        Assert.Contains(
            "stacks/Pulumi.aws.yaml:1:1: warning INF1437",
            (await here.RunAsync("validate", here.In("stacks", "Pulumi.aws.yaml"))).Output,
            StringComparison.Ordinal
        );
        Assert.Equal(ExitCode.BadInput, (await here.RunAsync("validate", here.In("nothing.yaml"))).Code);
    }

    /// <summary><c>validate stacks/*.yaml</c> after expansion by a shell.</summary>
    [Theory]
    [InlineData("stacks/Pulumi.aws.yaml", "stacks/aws.lock.yaml")]
    [InlineData("stacks/aws.lock.yaml", "stacks/Pulumi.aws.yaml")]
    [InlineData("stacks/aws.lock.yaml")]
    [InlineData("stacks/aws.lock.yaml", "stacks/../stacks/aws.lock.yaml", "--stack", "aws")]
    public async Task Validate_LockFileByName_IsItsStacksLockFileOnce(params string[] named)
    {
        _ = await here.RunAsync("lock", "--stack", "aws");
        string[] arguments =
        [
            "validate",
            .. named.Select(name => name.StartsWith("stacks/", StringComparison.Ordinal) ? here.In(name) : name),
        ];
        Assert.Equal((ExitCode.Ok, "2 files: 0 errors, 0 warnings.\n", ""), await here.RunAsync(arguments));

        var path = here.In("stacks", "aws.lock.yaml");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("basePort:", "baseport:", StringComparison.Ordinal));
        var (code, output, _) = await here.RunAsync(arguments);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Single(output.Split('\n'), line => line.StartsWith("stacks/aws.lock.yaml:", StringComparison.Ordinal));

        var document = JsonNode.Parse((await here.RunAsync([.. arguments, "--json"])).Output)!;
        Assert.Equal(
            ["stacks/Pulumi.aws.yaml 0", "stacks/aws.lock.yaml 1"],
            document["files"]!.AsArray().Select(file => $"{file!["file"]} {file["errors"]}")
        );
        var results = JsonNode.Parse((await here.RunAsync([.. arguments, "--format", "sarif"])).Output)!["runs"]![0]!["results"]!.AsArray();
        Assert.Equal(
            "stacks/aws.lock.yaml",
            (string?)Assert.Single(results)!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]
        );
    }

    [Fact]
    public async Task Validate_EveryFileOfTheDirectory_SaysWhatNoFileSays()
    {
        here.Write("bad", TestRepository.Stack("aws", "eu-west-1").Replace("zones: 3", "zonez: 3", StringComparison.Ordinal));
        _ = await here.RunAsync("lock", "--stack", "local");
        await File.WriteAllTextAsync(here.In("stacks", "gone.lock.yaml"), "version: 2\n");
        var all = await here.RunAsync("validate");
        var named = await here.RunAsync(["validate", .. Directory.GetFiles(here.In("stacks"), "*.yaml")]);
        Assert.Equal((all.Code, all.Errors), (named.Code, named.Errors));
        Assert.Equal(all.Output.Split('\n').Order(), named.Output.Split('\n').Order());
    }

    /// <summary>A damaged lock file is recognised as one even if its stack file is damaged, missing or elsewhere.</summary>
    [Fact]
    public async Task Validate_LockFileWithoutAGoodStack_IsReadAsALockFile()
    {
        _ = await here.RunAsync("lock", "--stack", "aws");
        var text = (await File.ReadAllTextAsync(here.In("stacks", "aws.lock.yaml"))).Replace(
            "basePort:",
            "baseport:",
            StringComparison.Ordinal
        );
        foreach (var (file, others) in new[] { ("stacks/gone.lock.yaml", 1), ("away/gone.lock.yaml", 1), ("away/x.lock.yaml", 0) })
        {
            Directory.CreateDirectory(here.In("away"));
            await File.WriteAllTextAsync(here.In("away", "Pulumi.x.yaml"), TestRepository.Stack("aws", "eu-west-1"));
            await File.WriteAllTextAsync(here.In(file), text);
            var (code, output, _) = await here.RunAsync("validate", here.In(file));
            Assert.Equal(ExitCode.BadInput, code);
            Assert.Contains($"{file}:9:1: baseport: error INF0101: ", output, StringComparison.Ordinal);
            Assert.Contains("from version control", output, StringComparison.Ordinal);
            Assert.Equal(others, output.Split('\n').Count(line => line.Contains("INF1438", StringComparison.Ordinal)));
        }

        // Valid again as a pair, wherever the two are.
        await File.WriteAllTextAsync(here.In("away", "x.lock.yaml"), text.Replace("baseport:", "basePort:", StringComparison.Ordinal));
        Assert.Equal(
            (ExitCode.Ok, "2 files: 0 errors, 0 warnings.\n", ""),
            await here.RunAsync("validate", here.In("away", "x.lock.yaml"), here.In("away", "Pulumi.x.yaml"))
        );
    }

    [Fact]
    public async Task Validate_WhatIsNoFile_IsSaidInOneLine()
    {
        var (code, _, errors) = await here.RunAsync("validate", here.In("stacks"));
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("stacks' is a directory.", errors, StringComparison.Ordinal);
        await File.WriteAllTextAsync(here.In("stacks", "Program.cs"), "return 0;\n");
        foreach (
            var (file, says) in new[] { ("Pulumi.yaml", "is Pulumi's file of the project"), ("stacks/Program.cs", "is not a YAML file") }
        )
        {
            var named = await here.RunAsync("validate", here.In(file));
            Assert.Equal((ExitCode.BadInput, ""), (named.Code, named.Output));
            Assert.Contains($"error INF1431: '{here.In(file)}' {says}: it cannot be a stack file.", named.Errors, StringComparison.Ordinal);
        }

        Assert.Contains(
            "There is no file",
            (await here.RunAsync("validate", here.In("stacks", "nothing.lock.yaml"))).Errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Validate_SarifOfAFileOutsideTheRepository_HasItsWholePath()
    {
        Directory.CreateDirectory(here.In("sub", "stacks"));
        Directory.CreateDirectory(here.In("sub", ".git"));
        await File.WriteAllTextAsync(here.In("a b.yaml"), "config: {}\n");
        await File.WriteAllTextAsync(here.In("sub", "draft.yaml"), "config: {}\n");
        using var output = new Recorder();
        using var errors = new Recorder();
        await InfraCommand.RunAsync(
            ["validate", here.In("a b.yaml"), here.In("sub", "draft.yaml"), "--format=sarif"],
            () => new Stacks.Workspace(here.In("sub")),
            output.Screen,
            errors.Screen
        );
        var places = JsonNode.Parse(output.Text)!["runs"]![0]!["results"]!
            .AsArray()
            .Select(result => result!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!)
            .Select(place => ((string?)place["uri"], (string?)place["uriBaseId"]));
        Assert.Equal([($"file://{here.Root}/a%20b.yaml", null), ("draft.yaml", "%SRCROOT%")], places);
    }

    [Fact]
    public async Task Validate_Json_IsOneDocument()
    {
        here.Write("bad", "config:\n  infra:project: [\n");
        var (code, output, errors) = await here.RunAsync("validate", "--stack", "bad", "--stack", "aws", "--json");
        var document = JsonNode.Parse(output)!;
        Assert.Equal((ExitCode.BadInput, ExitCode.BadInput, ""), (code, (int?)document["exitCode"], errors));
        Assert.Equal((2, 1), (document["files"]!.AsArray().Count, (int?)document["files"]![0]!["errors"]));
        Assert.Equal("stacks/Pulumi.bad.yaml", (string?)document["diagnostics"]![0]!["where"]!["file"]);
    }

    [Fact]
    public async Task Validate_Sarif_PlacesEveryFindingInTheRepository()
    {
        Directory.CreateDirectory(here.In(".git"));
        here.Write("bad", TestRepository.Stack("aws", "eu-west-1").Replace("zones: 3", "zonez: 3", StringComparison.Ordinal));
        var (code, output, _) = await here.RunAsync("validate", "--format", "sarif");
        var run = JsonNode.Parse(output)!["runs"]![0]!;
        Assert.Equal(
            (ExitCode.BadInput, "2.1.0", true),
            (code, (string?)JsonNode.Parse(output)!["version"], (bool?)run["invocations"]![0]!["executionSuccessful"])
        );
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray().Select(rule => (string?)rule!["id"]).ToList();
        Assert.Equal(rules.Distinct().Order(StringComparer.Ordinal), rules);
        var results = run["results"]!.AsArray();
        Assert.All(results, result =>
        {
            var place = result!["locations"]![0]!["physicalLocation"]!;
            Assert.True(
                File.Exists(
                    here.In("stacks", "x").Replace("stacks/x", (string)place["artifactLocation"]!["uri"]!, StringComparison.Ordinal)
                )
            );
            Assert.True((int)place["region"]!["startLine"]! >= 1 && (int)place["region"]!["startColumn"]! >= 1);
            Assert.Equal((string?)result["ruleId"], rules[(int)result["ruleIndex"]!]);
        });
        var error = Assert.Single(results, result => (string?)result!["level"] == "error")!;
        Assert.Equal(
            ("INF0101", "stacks/Pulumi.bad.yaml", 8),
            (
                (string?)error["ruleId"],
                (string?)error["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"],
                (int?)error["locations"]![0]!["physicalLocation"]!["region"]!["startLine"]
            )
        );
    }

    /// <summary>A code host's paths begin at the repository's root, wherever in it the project is.</summary>
    [Fact]
    public async Task Validate_SarifOfAProjectInAFolder_HasItsPathInTheRepository()
    {
        Directory.CreateDirectory(here.In("sub", "stacks"));
        Directory.CreateDirectory(here.In(".git"));
        await File.WriteAllTextAsync(here.In("sub", "stacks", "Pulumi.a.yaml"), "config: {}\n");
        using var output = new Recorder();
        using var errors = new Recorder();
        await InfraCommand.RunAsync(
            ["validate", "--format=sarif"],
            () => new Stacks.Workspace(here.In("sub")),
            output.Screen,
            errors.Screen
        );
        Assert.Equal(
            "sub/stacks/Pulumi.a.yaml",
            (string?)
                JsonNode.Parse(output.Text)!["runs"]![0]!["results"]![0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]
        );
    }

    [Theory]
    [InlineData("--stack", "nope")]
    [InlineData("--stack", "..")]
    [InlineData("--nonsense", "x")]
    public async Task Validate_SarifOfWrongUsage_IsADocumentThatSaysSo(string option, string value)
    {
        var (code, output, _) = await here.RunAsync("validate", "--format", "sarif", option, value);
        var run = JsonNode.Parse(output)!["runs"]![0]!;
        Assert.Equal(
            (ExitCode.BadInput, false, 0),
            (code, (bool)run["invocations"]![0]!["executionSuccessful"]!, run["results"]!.AsArray().Count)
        );
        Assert.StartsWith(
            "INF143",
            (string?)run["invocations"]![0]!["toolExecutionNotifications"]![0]!["descriptor"]!["id"],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("INF0314")]
    [InlineData("inf0314")]
    [InlineData("314")]
    public async Task Explain_OfACode_IsItsRowOfThePage(string written)
    {
        var (code, output, _) = await here.RunAsync("explain", written);
        Assert.Equal(ExitCode.Ok, code);
        Assert.StartsWith("INF0314  Networks\n  ", output, StringComparison.Ordinal);
        Assert.Contains("\n  What to do: ", output, StringComparison.Ordinal);
        Assert.Contains("\n    stacks/Pulumi.aws-example.yaml\n    - nat: none\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("](", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_OfNoCode_ListsAllAndRefusesWhatIsNone()
    {
        Assert.Contains("INF1433", (await here.RunAsync("explain")).Output, StringComparison.Ordinal);
        var (code, _, errors) = await here.RunAsync("explain", "INF9999");
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("INF1432: There is no code 'INF9999'.", errors, StringComparison.Ordinal);
    }

    public void Dispose() => here.Dispose();
}
