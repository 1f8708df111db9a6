using System.Text.Json;
using System.Text.Json.Serialization;
using Infra.Sdk.Tests.Mocks;
using Pulumi;

namespace Infra.Sdk.Tests;

/// <summary>Configuration is process-wide: it comes from the environment when a run starts.</summary>
public class ConfigTests
{
    [Fact]
    public async Task Config_FromTheEnvironment_IsRead()
    {
        await WithAsync("""{"project:text":"t","project:flag":"true","project:count":"3","other:config:old":"o"}""", config =>
        {
            Assert.Equal("t", config.Require("text"));
            Assert.True(config.RequireBoolean("flag"));
            Assert.Equal(3, config.GetInt32("count"));
            Assert.Null(config.Get("absent"));
            Assert.Equal("o", new Config("other").Get("old"));
        });
    }

    [Fact]
    public async Task GetObject_WithStrictOptions_RejectsUnknownKeys()
    {
        var strict = new JsonSerializerOptions { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };
        await WithAsync("""{"project:good":"{\"Name\":\"n\"}","project:bad":"{\"Nmae\":\"n\"}"}""", config =>
        {
            Assert.Equal("n", config.RequireObject<Sample>("good", strict).Name);
            Assert.ThrowsAny<RunException>(() => config.GetObject<Sample>("bad", strict));
        });
    }

    [Fact]
    public async Task RequireSecret_Any_IsSecret()
    {
        Output<string> secret = null!;
        await WithAsync("""{"project:password":"p"}""", config => secret = config.RequireSecret("password"));
        Assert.True(await Output.IsSecretAsync(secret));
    }

    [Fact]
    public async Task Require_Absent_NamesTheCommandThatSetsIt()
    {
        await WithAsync("{}", config =>
        {
            var failure = Assert.ThrowsAny<RunException>(() => config.Require("absent"));
            Assert.Contains("pulumi config set project:absent <value>", failure.Message, StringComparison.Ordinal);
        });
    }

    private static async Task WithAsync(string json, Action<Config> program)
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", json);
        Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", """["project:password"]""");
        try
        {
            await Run.UpAsync(new RecordingMocks(), () => program(new Config()));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PULUMI_CONFIG", null);
            Environment.SetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS", null);
        }
    }

    private sealed record Sample(string Name);
}
