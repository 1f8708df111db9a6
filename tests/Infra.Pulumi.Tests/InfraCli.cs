using System.Text.Json.Nodes;
using Infra.Cli;
using Infra.Cli.Output;
using Infra.Cli.Stacks;
using Spectre.Console;

namespace Infra.Pulumi.Tests;

/// <summary>The <c>infra</c> command on the same checkout.</summary>
internal static class InfraCli
{
    /// <summary>
    /// The embedded engine's planned action for each resource, without providers that only the real one creates: <c>create TYPE NAME</c>.
    /// </summary>
    internal static async Task<string[]> StepsAsync(Checkout checkout, string stack)
    {
        var plan = JsonNode.Parse(await RunAsync(checkout, "plan", "--stack", stack, "--json"))!["plan"]!;
        return
        [
            .. plan["steps"]!
                .AsArray()
                .Where(step => (string)step!["type"]! != "pulumi:pulumi:Stack")
                .Select(step => $"{((string)step!["action"]!).ToLowerInvariant()} {step["type"]} {step["name"]}")
                .Order(StringComparer.Ordinal),
        ];
    }

    internal static async Task<string> RunAsync(Checkout checkout, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await InfraCommand.RunAsync(arguments, () => new Workspace(checkout.Root), Screen(output), Screen(errors));
        Assert.True(code == 0, $"infra {string.Join(' ', arguments)}: {code}\n{output}\n{errors}");
        return output.ToString();
    }

    private static Screen Screen(TextWriter writer) =>
        new(
            AnsiConsole.Create(
                new AnsiConsoleSettings
                {
                    Out = new AnsiConsoleOutput(writer),
                    Ansi = AnsiSupport.No,
                    ColorSystem = ColorSystemSupport.NoColors,
                }
            ),
            interactive: false
        );
}
