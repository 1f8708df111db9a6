using System.Text.RegularExpressions;

namespace Infra.Pulumi.Tests;

/// <summary>What the command prints, and should not.</summary>
internal static partial class Said
{
    /// <summary>No warning, no error, no stack trace, except for the compiler's own warnings about the stack file.</summary>
    internal static Ran Quietly(this Ran ran)
    {
        Assert.DoesNotMatch("(?im)\\b(warning|error)\\b(?!\\(s\\))", CompilersWarning().Replace(ran.Output, ""));
        return ran.WithoutStackTrace();
    }

    internal static Ran WithoutStackTrace(this Ran ran)
    {
        Assert.DoesNotContain("unhandled exception", ran.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"(?m)^\s+at \S+[.(]", ran.Output);
        return ran;
    }

    [GeneratedRegex(@"(?m)^.*\bwarning INF\d{4}\b.*$|\b\d+ warnings?\b")]
    private static partial Regex CompilersWarning();

    /// <summary>The lines under <c>Diagnostics:</c>, where the command repeats errors, without blank lines and resource names.</summary>
    internal static string[] Diagnostics(this Ran ran)
    {
        var lines = ran.Output.Split('\n').Select(line => line.TrimEnd()).SkipWhile(line => line != "Diagnostics:").Skip(1);
        return
        [
            .. lines
                .TakeWhile(line => line.Length == 0 || line.StartsWith("  ", StringComparison.Ordinal))
                .Where(line => line.StartsWith("    ", StringComparison.Ordinal))
                .Select(line => line.Trim()),
        ];
    }
}
