using System.Collections.Immutable;
using Infra.Core.Local;
using Pulumi;
using LocalCommandArgs = Pulumi.Command.Local.CommandArgs;

namespace Infra.Components.Local;

/// <summary>Calls of the lab's scripts. Values travel in the environment only: nothing is ever pasted into shell text.</summary>
internal static class LabCommand
{
    /// <summary>Where the scripts of one lab are unpacked, as shell text.</summary>
    private const string Tools = "\"${INFRA_LAB_DIR:-/var/tmp/infra}/$INFRA_LAB_ID/tools\"";

    /// <summary>Unpacks the archive on standard input, and notes for which epoch.</summary>
    internal const string UnpackTools =
        $"umask 077 && mkdir -p {Tools} && base64 -d | tar -xzf - -C {Tools} && printf '%s\\n' \"$INFRA_LAB_EPOCH\" >{Tools}/epoch.current";

    /// <summary>Removes them again, unless they are another epoch's by now.</summary>
    internal const string RemoveTools =
        $"if [ \"$(cat {Tools}/epoch.current 2>/dev/null)\" = \"$INFRA_LAB_EPOCH\" ]; then rm -rf {Tools} && "
        + $"rmdir --ignore-fail-on-non-empty -p \"$(dirname {Tools})\" 2>/dev/null || true; fi";

    /// <param name="call">Script and subcommand, constants of ours: <c>network up</c>.</param>
    internal static string Line(string call) => $"{Tools}/{call}";

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
