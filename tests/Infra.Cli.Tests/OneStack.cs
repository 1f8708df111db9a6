using Infra.Cli.Stacks;

namespace Infra.Cli.Tests;

/// <summary>A repository in a temporary directory, with one stack in it.</summary>
internal sealed class OneStack : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("infra-stack-");

    /// <param name="text">The stack file's.</param>
    internal OneStack(string stack, string text)
    {
        File.WriteAllText(In("Pulumi.yaml"), "name: infra\n");
        Directory.CreateDirectory(In("stacks"));
        File.WriteAllText(In("stacks", $"Pulumi.{stack}.yaml"), text);
    }

    internal string Root => root.FullName;

    internal string In(params string[] parts) => Path.Combine([Root, .. parts]);

    internal async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new Recorder();
        using var errors = new Recorder();
        var code = await InfraCommand.RunAsync(arguments, () => new Workspace(Root), output.Screen, errors.Screen);
        return (code, output.Text, errors.Text);
    }

    public void Dispose() => root.Delete(recursive: true);
}
