using Infra.Core.Spec;

namespace Infra.Core.Tests.Spec;

/// <summary>A stack file's settings for a program, as passed on by Pulumi.</summary>
public sealed class StackConfigTests
{
    [Fact]
    public void Read_Values_AreWhatPulumiHandsOver()
    {
        var config = Read(
            """
            config:
              infra:text: some words
              infra:number: 12
              infra:quoted: "12"
              infra:object: { a: 1, b: [true, "yes", null], c: "0123" }
              infra:closed: { secure: AAABAxyz }
              aws:partly: { a: 1, b: [{ secure: AAABAxyz }] }
              aws:region: ~
              aws:retries: 017
              aws:factor: 1.50
              aws:config:profile: True
              short: yes
            """
        );
        Assert.Equal("some words", config.Values["infra:text"]);
        Assert.Equal("12", config.Values["infra:number"]);
        Assert.Equal("12", config.Values["infra:quoted"]);
        Assert.Equal("""{"a":1,"b":[true,"yes",null],"c":"0123"}""", config.Values["infra:object"]);
        Assert.Equal("", config.Values["aws:region"]);
        Assert.Equal("15", config.Values["aws:retries"]);
        Assert.Equal("1.5", config.Values["aws:factor"]);
        Assert.Equal("true", config.Values["aws:profile"]);
        Assert.Equal("yes", config.Values["infra:short"]);
        Assert.Equal("infra:closed aws:partly", string.Join(' ', config.Sealed));
        Assert.False(config.Values.ContainsKey("infra:closed"));
    }

    [Theory]
    [InlineData("# nothing\n")]
    [InlineData("config:\n")]
    [InlineData("config: [1\n")]
    public void Read_NoConfig_IsEmpty(string text) => Assert.Empty(Read(text).Values);

    private static StackConfig Read(string text) => StackConfig.Read(new StackSource(text, "f"));
}
