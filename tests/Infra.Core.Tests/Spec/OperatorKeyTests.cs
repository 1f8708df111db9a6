using System.Text;
using Infra.Core.Diagnostics;
using Infra.Core.Spec;

namespace Infra.Core.Tests.Spec;

public sealed class OperatorKeyTests
{
    private const string One = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDP3aIj0P3dQ5n7uYJ6t0U0g8F6n5pQ2r1vXo0bq9Kzw";
    private const string Other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB0JOuDeUScX9rSFnxRBKwYkFS8pYTpFRFhAMj3OHiAw";

    private static string Hardware { get; } = "sk-ssh-ed25519@openssh.com " + Body("sk-ssh-ed25519@openssh.com", 32, "ssh:");

    [Theory]
    [InlineData(One)]
    [InlineData(One + " ops@example")]
    [InlineData(One + "\n")]
    [InlineData("  " + One + "\tany thing, \"quoted\" # and more  ")]
    public void Parse_Key_IsItsLineWithoutComment(string text) => Assert.Equal(One, OperatorKey.Parse(text, out _)?.Line);

    [Fact]
    public void Parse_HardwareKey_IsTaken()
    {
        var key = OperatorKey.Parse(Hardware + " token", out _);

        Assert.True(key?.IsHardware);
        Assert.Equal(Hardware, key?.Line);
    }

    public static TheoryData<string, string> NoKeys =>
        new()
        {
            { "", "not a public key" },
            { "garbage", "not a public key" },
            { "ssh-ed25519", "not a public key" },
            { "ssh-ed25519 AAAA", "truncated" },
            { One[..^1], "truncated" },
            { One[..^4], "truncated" },
            { One + "AAAA", "truncated" },
            { One.Replace("IDP3", "IDP-", StringComparison.Ordinal), "not a public key" },
            { "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7", "not an ed25519 key" },
            { "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAI", "not an ed25519 key" },
            { "sk-ecdsa-sha2-nistp256@openssh.com AAAAInNrLWVjZHNh", "not an ed25519 key" },
            { "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29t", "a certificate" },
            { "cert-authority " + One, "options" },
            { "command=\"reboot\" " + One, "options" },
            { "from=\"10.0.0.0/8\",no-pty " + One, "options" },
            { One + "\n" + Other, "more than one line" },
            { One + "\r" + Other, "more than one line" },
            { One + "\"]\nruncmd: [id]", "more than one line" },
            { "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAA", "a private key" },
            { "ssh-rsa " + One.Split(' ')[1], "not an ed25519 key" },
            { "sk-ssh-ed25519@openssh.com " + One.Split(' ')[1], "truncated" },
            { "ssh-ed25519 " + Body("ssh-ed25519", 31), "truncated" },
            { "ssh-ed25519 " + Body("ssh-ed25519", 32, "more"), "truncated" },
            { "sk-ssh-ed25519@openssh.com " + Body("sk-ssh-ed25519@openssh.com", 32), "truncated" },
            { "sk-ssh-ed25519@openssh.com " + Body("sk-ssh-ed25519@openssh.com", 32, ""), "truncated" },
            { "# " + One, "options" },
        };

    [Theory]
    [MemberData(nameof(NoKeys))]
    public void Parse_NoKey_SaysWhyAndNotWhat(string text, string why)
    {
        Assert.Null(OperatorKey.Parse(text, out var problem));
        Assert.Contains(why, problem, StringComparison.Ordinal);
        Assert.True(text.Length < 20 || !problem.Contains(text[..20], StringComparison.Ordinal), problem);
    }

    [Fact]
    public void Of_AnyOrderAndTwice_IsTheSameFile()
    {
        var (one, other) = (OperatorKeys.Parse(One), OperatorKeys.Parse(Other + " comment"));

        Assert.Equal($"{Other}\n{One}\n", one.With(other).File);
        Assert.Equal(one.With(other).File, other.With(one).With(one).File);
        Assert.Equal($"{One}\n", one.With(OperatorKeys.Nobody).File);
        Assert.Equal($"{One}\n", OperatorKeys.Nobody.With(one).File);
        Assert.False(OperatorKeys.Nobody.With(OperatorKeys.Nobody).AreSomebodys);
    }

    [Theory]
    [InlineData($"  infra:operatorPublicKey: {One} ops\n", $"{One}\n")]
    [InlineData($"  infra:operatorPublicKeys: [{One}, \"{Other} b\"]\n", $"{Other}\n{One}\n")]
    [InlineData(
        $"  infra:operatorPublicKey: {Other}\n  infra:operatorPublicKeys:\n    - {One}\n    - {Other} again\n",
        $"{Other}\n{One}\n"
    )]
    [InlineData($"  infra:operatorPublicKey: \"\"\n  infra:operatorPublicKeys: [{One}]\n", $"{One}\n")]
    [InlineData($"  infra:operatorPublicKey: {One}\n  infra:operatorPublicKeys: []\n", $"{One}\n")]
    public void Compile_Keys_AreBothSettingsTogether(string settings, string file) =>
        Assert.Equal(file, StackText.Plan(StackText.Good + settings).OperatorKeys.File);

    [Theory]
    [InlineData("")]
    [InlineData("  infra:operatorPublicKey:\n    secure: v1:abc\n")]
    [InlineData("  infra:operatorPublicKeys:\n    secure: v1:abc\n")]
    [InlineData("  infra:operatorPublicKeys:\n    - secure: v1:abc\n")]
    public void Compile_KeysThatTheFileDoesNotSay_AreNobodys(string settings) =>
        Assert.False(StackText.Plan(StackText.Good + settings).OperatorKeys.AreSomebodys);

    public static TheoryData<string, string, int, int> BadSettings { get; } =
        new()
        {
            { "  infra:operatorPublicKey: not a key\n", DiagnosticCodes.BadOperatorKey, 18, 28 },
            { $"  infra:operatorPublicKeys: [{One}, {One}x]\n", DiagnosticCodes.BadOperatorKey, 18, 112 },
            { "  infra:operatorPublicKeys:\n    - ssh-rsa AAAAB3Nza\n", DiagnosticCodes.BadOperatorKey, 19, 7 },
            { $"  infra:operatorPublicKeys: {One}\n", DiagnosticCodes.BadOperatorKey, 18, 29 },
            { $"  infra:operatorPublicKey: [{One}]\n", DiagnosticCodes.BadOperatorKey, 18, 28 },
            { "  infra:operatorPublicKeys: [[a]]\n", DiagnosticCodes.BadOperatorKey, 18, 30 },
            { "  infra:operatorPublicKeys: []\n", DiagnosticCodes.NoOperatorKeys, 18, 3 },
            { "  infra:imageId: [a]\n", DiagnosticCodes.BadImageId, 18, 18 },
        };

    /// <summary>The whole text of each row.</summary>
    internal static IEnumerable<string> Texts => BadSettings.Cast<object?[]>().Select(row => StackText.Good + row[0]);

    [Theory]
    [MemberData(nameof(BadSettings))]
    public void Compile_BadSetting_IsAnErrorAtItsPlace(string settings, string code, int line, int column)
    {
        var outcome = StackText.Compile(StackText.Good + settings);

        var found = Assert.Single(outcome.Diagnostics);
        Assert.False(outcome.Succeeded);
        Assert.Equal((code, Severity.Error, line, column), (found.Code, found.Severity, found.Where.Line, found.Where.Column));
    }

    [Theory]
    [InlineData("aws", "eu-west-1", "../../x", false)]
    [InlineData("aws", "eu-west-1", "ami-0123456789abcdef0", true)]
    [InlineData("gcp", "europe-west1", "ami-0123456789abcdef0", false)]
    [InlineData("azure", "westeurope", "ami-0123456789abcdef0", false)]
    [InlineData("local", "local", "anything", true)]
    public void Compile_ImageId_IsOneOfTheCloud(string cloud, string region, string image, bool good)
    {
        var text = StackText.On(cloud, region);
        var outcome = StackText.Compile(text + $"  infra:imageId: {image}\n");

        Assert.Equal(
            good ? [] : [(DiagnosticCodes.BadImageId, text.Count(c => c == '\n') + 1)],
            outcome.Diagnostics.Select(found => (found.Code, found.Where.Line))
        );
    }

    [Fact]
    public void Compile_SeveralBadKeys_AreAllReported() =>
        Assert.Equal(
            3,
            StackText.Compile(StackText.Good + "  infra:operatorPublicKey: a\n  infra:operatorPublicKeys: [b, c]\n").Diagnostics.Length
        );

    private static string Body(string type, int bytes, string? application = null)
    {
        byte[] Part(byte[] content) => [0, 0, 0, (byte)content.Length, .. content];
        return Convert.ToBase64String([
            .. Part(Encoding.ASCII.GetBytes(type)),
            .. Part(new byte[bytes]),
            .. application is null ? [] : Part(Encoding.ASCII.GetBytes(application)),
        ]);
    }
}
