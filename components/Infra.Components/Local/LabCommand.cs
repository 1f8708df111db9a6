using System.Collections.Immutable;
using Infra.Core.Clouds.Local;
using Pulumi;
using LocalCommandArgs = Pulumi.Command.Local.CommandArgs;

namespace Infra.Components.Local;

/// <summary>
/// Calls of the lab's scripts. Values are passed only in the environment: nothing is ever pasted into shell text. Root runs these, so
/// each first checks that the directory it runs from belongs to root alone (<c>lab/own-directory</c>).
/// </summary>
internal static class LabCommand
{
    /// <summary>Where a lab's scripts are unpacked; as shell text.</summary>
    private const string Places = "lab=${INFRA_LAB_DIR:-/var/tmp/infra} tools=$lab/$INFRA_LAB_ID/tools";

    private const string Own = "own_directory \"$lab\" \"$INFRA_LAB_ID\" tools";

    /// <summary>Unpacks the archive on standard input, and records its epoch.</summary>
    internal static string UnpackTools { get; } =
        $"{Guard()}{Places}\n{Own}\numask 077 && base64 -d | tar -xzf - -C \"$tools\" && echo \"$INFRA_LAB_EPOCH\" "
        + ">\"$tools/epoch.current\"";

    /// <summary>Removes them, unless they belong to another epoch by now, and the directories above if empty.</summary>
    internal static string RemoveTools { get; } =
        $"{Guard()}{Places}\n[ -e \"$tools\" ] || exit 0\n{Own}\n"
        + "[ \"$(cat \"$tools/epoch.current\" 2>/dev/null)\" != \"$INFRA_LAB_EPOCH\" ] || "
        + "{ rm -rf \"$tools\" && rmdir --ignore-fail-on-non-empty \"${tools%/*}\" && { [ -e \"${tools%/*}\" ] || rmdir "
        + "--ignore-fail-on-non-empty \"$lab\"; }; }";

    /// <summary>Runs a script; exit status 127 if the scripts are not unpacked.</summary>
    /// <param name="script">A script's name, one of our constants.</param>
    internal static string Line(string script, string subcommand = "") =>
        $"{Guard()}{Places}\n[ -e \"$tools\" ] || {{ echo \"infra: $tools is not there: run 'infra up'\" >&2; exit "
        + $"127; }}\n{Own}\nexec \"$tools/{script}\"{(subcommand.Length == 0 ? "" : $" {subcommand}")}";

    /// <summary>A command with this lab's environment; the caller adds its own variables.</summary>
    internal static LocalCommandArgs Args(LocalNetwork lab, IReadOnlyDictionary<string, Input<string>> environment)
    {
        var args = new LocalCommandArgs();
        args.Environment.Add("INFRA_LAB_ID", lab.Id);
        foreach (var (name, value) in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
            args.Environment.Add(name, value);
        return args;
    }

    /// <summary>Addresses in the scripts' format, separated by spaces.</summary>
    internal static string Blank<T>(ImmutableArray<T> values) => string.Join(' ', values);

    // Without comments: the guard is part of every command in the state.
    private static string Guard() =>
        string.Concat(
            LabScripts.Read("own-directory").Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Trim() + "\n")
        );
}
