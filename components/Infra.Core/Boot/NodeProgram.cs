using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Core.Boot;

/// <summary>
/// The program on the node, <c>infra-apply</c>: Python 3.11, standard library only. Its sources lie under Boot/node as they
/// would under /usr/local, and are resources of this assembly. A node gets them as one file, without comments, docstrings and the
/// types of parameters and gaps, indented by one, and with names as short as can be: a third of what they weigh compressed.
/// </summary>
/// <remarks>
/// There are two of it. What a node is born with travels in user data, of which AWS takes 16 KiB, and has what a first boot and a way
/// back need. What each bundle carries has everything, and a push replaces it.
/// </remarks>
public static partial class NodeProgram
{
    /// <summary>What is called.</summary>
    public const string Command = "/usr/local/sbin/infra-apply";

    internal const string Main = "node/sbin/infra-apply";
    internal const string First = "node/sbin/infra-first";
    private const string Modules = "node/lib/infra/";

    /// <summary>
    /// What gives volumes in use the room of disks that became larger: sent to a node and run by <c>python3 -I -</c>, with
    /// <c>name=GiB</c> words behind. It is no file of a node, and needs none.
    /// </summary>
    public static string GrowVolumes { get; } = ShortNames.In(Whole("sent/grow-volumes.py"));

    /// <summary>What a node is born with; mode and content as in a bundle.</summary>
    public static ImmutableArray<Bundle.BundleFile> Files { get; } = [new(Command, "0755", ShortNames.In(Whole(First)))];

    /// <summary>What bundles carry.</summary>
    public static string Pushed { get; } = ShortNames.In(Whole(Main));

    /// <summary>
    /// Which of two programs is the later one. Raised with every change of <see cref="Pushed"/>: a test holds it to that.
    /// </summary>
    public static int Version { get; } =
        int.Parse(VersionLine().Match(Source($"{Modules}program.py")).Groups[1].Value, CultureInfo.InvariantCulture);

    // Where the program looks for its modules and names what it takes of them, the modules themselves, each once and after what
    // it takes from others. None has a name of another's: a test looks.
    internal static string Whole(string name)
    {
        var (text, read) = (new StringBuilder(), new HashSet<string>(StringComparer.Ordinal));
        var program = Source(name);
        var begin = Path().Match(program) is { Success: true } path
            ? path.Index
            : throw new InvalidOperationException($"{name} takes no modules.");
        AppendWithoutImports(text, program[..begin], read);
        foreach (var module in ImportsOf(program))
        {
            AppendModule(text, module, read);
        }

        AppendWithoutImports(text, Path().Replace(program[begin..], ""), read);
        return Pack(text.ToString());
    }

    private static void AppendModule(StringBuilder text, string name, HashSet<string> read)
    {
        if (!read.Add(name))
        {
            return;
        }

        var module = Source($"{Modules}{name}.py");
        foreach (var taken in ImportsOf(module))
        {
            AppendModule(text, taken, read);
        }

        AppendWithoutImports(text, module, read);
    }

    // Those of our modules go, and of the library's those that are there already.
    private static void AppendWithoutImports(StringBuilder text, string source, HashSet<string> read) =>
        text.Append(
            Import()
                .Replace(source, import =>
                    (import.Groups["module"] is { Success: true } module && Has(module.Value)) || !read.Add(import.Value)
                        ? ""
                        : import.Value
                )
        );

    private static IEnumerable<string> ImportsOf(string source) =>
        Import().Matches(source).Select(import => import.Groups["module"].Value).Where(Has).Distinct();

    private static bool Has(string module) => typeof(NodeProgram).Assembly.GetManifestResourceInfo($"{Modules}{module}.py") is not null;

    private static string Source(string name)
    {
        using var resource = typeof(NodeProgram).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var buffer = new MemoryStream();
        resource.CopyTo(buffer);
        return NotCode().Replace(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length), "");
    }

    // A test compares the syntax trees of what is left with those of the sources.
    private static string Pack(string source)
    {
        var bare = Signature()
            .Replace(source, def => $"{def.Groups["name"].Value}{TypeOfParameter().Replace(def.Groups["parameters"].Value, "")}):");
        return Indent().Replace(Gap().Replace(bare, ""), spaces => new string(' ', spaces.Length / 4));
    }

    // Comments on lines of their own but the first (#!), and docstrings but the command's own, which is what it says of its
    // usage. Nor what lets annotations name what comes later: there are none left that do.
    [GeneratedRegex(@"^ *#(?!!).*\n|  # noqa.*$|^from __future__ .*\n+|(?:\A|^ +)""{3}(?:(?!""{3})[\s\S])*""{3}\n", RegexOptions.Multiline)]
    private static partial Regex NotCode();

    [GeneratedRegex(@"^(?:import \w+|from (?<module>[\w.]+) import [^\n(]+)\n", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex(@"^sys\.path\.insert\(.*\n", RegexOptions.Multiline)]
    private static partial Regex Path();

    // A function's first line, where it is on one; what it returns is said to nobody at run time.
    [GeneratedRegex(@"^(?<name> *def \w+\()(?<parameters>.*)\) -> [^:\n]+:$", RegexOptions.Multiline)]
    private static partial Regex Signature();

    [GeneratedRegex(@"(?<=\w): [^,=\[\]]+(?:\[(?:[^\[\]]|\[[^\[\]]*\])*\])?(?:[^,=\[\]]*(?<! ))?")]
    private static partial Regex TypeOfParameter();

    // Empty lines before what can stand in no text of ours.
    [GeneratedRegex(@"\n+(?=\n *(?:def|class|if|from|import|[A-Z][A-Z_, ]+ =) )")]
    private static partial Regex Gap();

    [GeneratedRegex(@"^VERSION = (\d+)$", RegexOptions.Multiline)]
    private static partial Regex VersionLine();

    // Whole steps alone: what stands elsewhere is inside of brackets, or of text.
    [GeneratedRegex(@"^(?: {4})+(?=\S)", RegexOptions.Multiline)]
    private static partial Regex Indent();
}
