using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.Output;

namespace Infra.Cli.Failures;

/// <summary>
/// Says why a command failed: on stderr for people; and on stdout, where the command was to print JSON, as the one document that
/// programs then find there.
/// </summary>
/// <param name="screen">For results.</param>
/// <param name="messages">For everything else.</param>
/// <param name="json">Whether stdout belongs to a program.</param>
internal sealed class FailureReport(Screen screen, Screen messages, bool json)
{
    /// <returns>The exit code.</returns>
    internal int Print(Failure failure)
    {
        DiagnosticLines.Print(messages, failure.Findings);
        if (json)
        {
            screen.Raw(Write(failure));
        }

        return failure.ExitCode;
    }

    /// <summary>The same for an exception; its stack trace only for who asks for it.</summary>
    internal int Print(Exception exception)
    {
        try
        {
            return Print(Failure.Of(exception));
        }
        catch (Exception e) when (e is UserException or IOException or UnauthorizedAccessException)
        {
            // Nobody can be told: the output is what is broken.
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

    /// <summary><c>{ formatVersion, exitCode, diagnostics: [{ code, severity, where, message, remedy }] }</c>; <c>where</c> is null for what is in no file.</summary>
    private static string Write(Failure failure)
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
