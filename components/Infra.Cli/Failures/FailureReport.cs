using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Findings;
using Infra.Cli.Output;

namespace Infra.Cli.Failures;

/// <summary>
/// Reports why a command failed: on stderr for people; and on stdout, if the command was to print JSON, as the single document that
/// programs then find there.
/// </summary>
/// <param name="screen">For results.</param>
/// <param name="messages">For everything else.</param>
/// <param name="document">Writes the document for programs on stdout; null if stdout is for people.</param>
internal sealed class FailureReport(Screen screen, Screen messages, Func<Failure, string>? document)
{
    /// <summary>For a command line, valid or not, judging only by its words.</summary>
    internal static FailureReport For(string[] args, Screen screen, Screen messages)
    {
        var format = args.Zip(args.Skip(1))
            .Where(pair => pair.First == "--format")
            .Select(pair => pair.Second)
            .Concat(args.Where(arg => arg.StartsWith("--format=", StringComparison.Ordinal)).Select(arg => arg["--format=".Length..]))
            .LastOrDefault();
        return new FailureReport(
            screen,
            messages,
            (args.Contains("--json"), format) switch
            {
                (true, _) or (_, "json") => Write,
                (_, "sarif") => failure => Sarif.Write(failure.Findings, file => file, succeeded: false),
                _ => null,
            }
        );
    }

    /// <returns>The exit code.</returns>
    internal int Print(Failure failure)
    {
        DiagnosticLines.Print(messages, failure.Findings);
        if (document is not null)
        {
            screen.Raw(document(failure));
        }

        return failure.ExitCode;
    }

    /// <summary>The same for an exception; prints its stack trace only on request.</summary>
    internal int Print(Exception exception)
    {
        try
        {
            return Print(Failure.Of(exception));
        }
        catch (Exception e) when (e is UserException or IOException or UnauthorizedAccessException)
        {
            // Nobody can be told: the output itself is broken.
            return ExitCode.Failure;
        }
        finally
        {
            if (Environment.GetEnvironmentVariable("INFRA_DEBUG") is { Length: > 0 } and not "0")
            {
                foreach (var line in exception.ToString().ReplaceLineEndings("\n").Split('\n'))
                {
                    messages.Line(line);
                }
            }
        }
    }

    /// <summary>
    /// <c>{ formatVersion, exitCode, diagnostics: [{ code, severity, where, message, remedy }] }</c>; <c>where</c> is null for
    /// findings outside any file.
    /// </summary>
    internal static string Write(Failure failure)
    {
        var diagnostics = JsonSerializer.SerializeToNode(failure.Findings, Json.Indented)!.AsArray();
        foreach (var (written, found) in diagnostics.Zip(failure.Findings))
        {
            if (found.Where == Failure.CommandLine)
            {
                written!["where"] = null;
            }
        }

        return new JsonObject
        {
            ["formatVersion"] = 1,
            ["exitCode"] = failure.ExitCode,
            ["diagnostics"] = diagnostics,
        }.ToJsonString(Json.Indented);
    }
}
