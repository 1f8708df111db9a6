using Infra.Components.Tests.Testing;
using YamlDotNet.RepresentationModel;

namespace Infra.Components.Tests.Stacks;

/// <summary>What the pulumi command reads before the program runs.</summary>
public class PulumiProjectTests
{
    public static TheoryData<string> Keys => [.. Config().Children.Keys.Select(key => key.ToString())];

    public static TheoryData<string> Stacks => [.. ExampleStacks.Names];

    /// <summary>
    /// Pulumi puts plain-text defaults into each stack's configuration, and then rejects plain-text values of keys declared secret;
    /// without a default it requires a value in every stack: https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/workspace/config.go.
    /// </summary>
    [Theory]
    [MemberData(nameof(Keys))]
    public void Key_OfTheProject_StopsNoStack(string key)
    {
        var declared = (YamlMappingNode)Config()[key];
        var isSecret = declared.Children.TryGetValue("secret", out var secret) && secret.ToString() == "true";

        Assert.False(isSecret, $"{key}: read it with GetSecret instead, and declare it without 'secret'");
        Assert.True(key == "project" || declared.Children.ContainsKey("default"), $"{key}: without a default every stack must set it");
    }

    /// <summary>Otherwise <c>pulumi stack init</c> and <c>config set</c> change lines nobody has edited.</summary>
    [Theory]
    [MemberData(nameof(Stacks))]
    public void StackFile_Committed_IsInTheFormThatPulumiWrites(string stack)
    {
        var lines = ExampleStacks.Text(stack).Split('\n').Where(line => !line.TrimStart().StartsWith('#')).ToArray();

        Assert.All(lines, line => Assert.DoesNotMatch(@"\{ | \}|\[ | \]|\S {2,}#|\t|\S\s+$", line));
        Assert.All(lines, line => Assert.True(line.TakeWhile(c => c == ' ').Count() % 2 == 0, line));
    }

    private static YamlMappingNode Config()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(StackRun.Repository, "Pulumi.yaml"))));
        return (YamlMappingNode)yaml.Documents[0].RootNode["config"];
    }
}
