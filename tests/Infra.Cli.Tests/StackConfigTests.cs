using Infra.Cli.Stacks;

namespace Infra.Cli.Tests;

public sealed class StackConfigTests
{
    [Fact]
    public void Read_Values_AreWhatPulumiHandsOver()
    {
        var config = StackConfig.Read(
            """
            config:
              infra:text: some words
              infra:number: 12
              infra:quoted: "12"
              infra:object: { a: 1, b: [true, "yes", null], c: "0123" }
              infra:closed: { secure: AAABAxyz }
            """
        );
        Assert.Equal("some words", config.Values["infra:text"]);
        Assert.Equal("12", config.Values["infra:number"]);
        Assert.Equal("12", config.Values["infra:quoted"]);
        Assert.Equal("""{"a":1,"b":[true,"yes",null],"c":"0123"}""", config.Values["infra:object"]);
        Assert.Equal("infra:closed", Assert.Single(config.Sealed));
        Assert.False(config.Values.ContainsKey("infra:closed"));
    }

    [Fact]
    public void Read_NoConfig_IsEmpty() => Assert.Empty(StackConfig.Read("# nothing\n").Values);
}
