using System.Collections.Immutable;
using Infra.Core.Local;
using Pulumi;
using LocalCommandArgs = Pulumi.Command.Local.CommandArgs;

namespace Infra.Components.Local;

/// <summary>Calls of the lab's scripts. Values travel in the environment only: nothing is ever pasted into shell text.</summary>
internal static class LabCommand
{
    /// <summary>Where the scripts of one lab are unpacked, as shell text.</summary>
    private const string Tools = "${INFRA_LAB_DIR:-/var/tmp/infra}/$INFRA_LAB_ID/tools";

    /// <summary>Unpacks the archive on standard input, and notes for which epoch.</summary>
    internal const string UnpackTools =
        $"tools={Tools}; umask 077 && mkdir -p \"$tools\" && base64 -d | tar -xzf - -C \"$tools\" && echo \"$INFRA_LAB_EPOCH\" >\"$tools/epoch.current\"";

    /// <summary>Removes them again, unless they are another epoch's by now, and the directories above when they are empty.</summary>
    internal const string RemoveTools =
        $"tools={Tools}; lab=${{tools%/*}}; [ \"$(cat \"$tools/epoch.current\" 2>/dev/null)\" != \"$INFRA_LAB_EPOCH\" ] || "
        + "{ rm -rf \"$tools\" && rmdir --ignore-fail-on-non-empty \"$lab\" && { [ -e \"$lab\" ] || rmdir --ignore-fail-on-non-empty \"${lab%/*}\"; }; }";

    /// <param name="script">A script's name, a constant of ours.</param>
    internal static string Line(string script, string subcommand = "") =>
        subcommand.Length == 0 ? $"\"{Tools}/{script}\"" : $"\"{Tools}/{script}\" {subcommand}";

    /// <summary>A command with this lab's environment; the caller adds what is its own.</summary>
    internal static LocalCommandArgs Args(LocalNetwork lab, IReadOnlyDictionary<string, Input<string>> environment)
    {
        var args = new LocalCommandArgs();
        args.Environment.Add("INFRA_LAB_ID", lab.Id);
        foreach (var (name, value) in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
            args.Environment.Add(name, value);
        return args;
    }

    /// <summary>Addresses as the scripts take them.</summary>
    internal static string Blank<T>(ImmutableArray<T> values) => string.Join(' ', values);
}
