using System.Text.Json.Nodes;
using Infra.Cli.Handover;
using Infra.Core.Handover;

namespace Infra.Cli.Tests;

/// <content>Files that a customer must not act on.</content>
public sealed partial class HandoverCommandTests
{
    [Theory]
    [InlineData("INF1504", "deployer", "attacker")]
    [InlineData("INF1504", "20.51.100.0/28", "0.0.0.0/0")]
    [InlineData("INF1504", "ec2:RunInstances", "ec2:RunScheduledInstances")]
    [InlineData("INF1503", "\"eu-west-1\"", "\"eu-west-1${x}\"")]
    [InlineData("INF1503", "\"ec2:RunInstances\"", "\"ec2:*\"")]
    [InlineData("INF1503", "arn:aws:iam::999988887777:role/deployer", "*")]
    [InlineData("INF1501", "\"cloud\"", "\"clod\"")]
    [InlineData("INF1501", "\"project\": \"acme\",", "\"project\": \"acme\", \"project\": \"other\",")]
    [InlineData("INF1501", "{", "[")]
    [InlineData("INF1502", "request/1", "request/2")]
    public async Task Check_FileThatWasChanged_IsRefused(string code, string from, string to)
    {
        await RequestAsync();
        var text = await File.ReadAllTextAsync(In("request.json"));
        Assert.Contains(from, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(In("request.json"), text.Replace(from, to, StringComparison.Ordinal));

        var (exit, output, errors) = await CheckAsync();

        Assert.Equal((ExitCode.BadInput, ""), (exit, output));
        Assert.Contains($"error {code}: ", errors, StringComparison.Ordinal);
    }

    /// <summary>The positive control of the above: layout and the order of keys mean nothing.</summary>
    [Fact]
    public async Task Check_FileLaidOutDifferently_IsAccepted()
    {
        await RequestAsync();
        var read = JsonNode.Parse(await File.ReadAllTextAsync(In("request.json")))!.AsObject();
        var content = read["content"]!.AsObject();
        read["content"] = new JsonObject(content.Reverse().Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));
        await File.WriteAllTextAsync(In("request.json"), read.ToJsonString().Replace("{", "{\r\n", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Ok, (await CheckAsync()).Code);
    }

    /// <summary>What another key signs is refused, though the key and the signature in the file fit each other.</summary>
    [Fact]
    public async Task Check_SignedByAnother_IsRefused()
    {
        await RequestAsync();
        NewKey(In("other"));
        var request = HandoverReader.Request("x", await File.ReadAllTextAsync(In("request.json"))).Value!.Content;
        Write(request, In("other"));

        Assert.Contains("error INF1505: ", (await CheckAsync()).Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-60, -30, "expired on")]
    [InlineData(2, 30, "is from the future")]
    [InlineData(-1, 400, "is valid for more than 90 days")]
    public async Task Check_NotValidNow_IsRefused(int issued, int expires, string says)
    {
        await RequestAsync();
        var now = DateTimeOffset.UtcNow;
        var whole = new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        var request = HandoverReader.Request("x", await File.ReadAllTextAsync(In("request.json"))).Value!.Content;
        Write(request with { Issued = whole.AddDays(issued), Expires = whole.AddDays(expires) }, @operator.In("key"));

        var (_, _, errors) = await CheckAsync();

        Assert.Contains("error INF1506: ", errors, StringComparison.Ordinal);
        Assert.Contains(says, errors, StringComparison.Ordinal);
    }

    /// <summary>A signature for one purpose is none for another.</summary>
    [Fact]
    public async Task Check_SignatureOfAnAnswer_IsNoneOfARequest()
    {
        await RequestAsync();
        var request = HandoverReader.Request("x", await File.ReadAllTextAsync(In("request.json"))).Value!.Content;
        var signature = SshSignatures.Sign(@operator.In("key"), HandoverFiles.AnswerPurpose, HandoverJson.TextToSign(request));
        await File.WriteAllTextAsync(In("request.json"), HandoverJson.Write(request, signature));

        Assert.Contains("error INF1504: ", (await CheckAsync()).Errors, StringComparison.Ordinal);
    }
}
