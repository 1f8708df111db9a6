using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Infra.Cli.Usage;

/// <summary>A command's standard help, followed by examples, exit codes and links to documentation.</summary>
internal sealed class HelpPage(HelpAction usual) : SynchronousCommandLineAction
{
    // Anyone who asks for help gets it, whatever else is wrong with the command line.
    public override bool ClearsParseErrors => true;

    /// <summary>Replaces a root command's standard help by these pages.</summary>
    internal static void Install(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpPage((HelpAction)option.Action!);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        _ = usual.Invoke(parseResult);
        var verb = parseResult.CommandResult.Command is RootCommand ? "" : parseResult.CommandResult.Command.Name;
        var page = VerbPages.Of(verb);
        output.WriteLine("Examples:");
        foreach (var example in page.Examples)
        {
            output.WriteLine($"  scripts/infra {example}".TrimEnd());
        }

        output.WriteLine();
        output.WriteLine("Exit codes:");
        foreach (var (code, meaning) in VerbPages.ExitCodes)
        {
            output.WriteLine($"  {code.ToString().PadRight(3)}  {meaning}");
        }

        output.WriteLine();
        output.WriteLine("More:");
        output.WriteLine($"  {string.Join(", ", page.Docs)}");
        return ExitCode.Ok;
    }
}
