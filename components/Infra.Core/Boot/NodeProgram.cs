using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Core.Boot;

/// <summary>
/// The program on the node, <c>infra-apply</c>: Python 3.11, standard library only. Its sources are in Boot/node, laid out as under
/// /usr/local, and embedded in this assembly. A node gets them as a single minified file: no comments, docstrings, type annotations or
/// blank lines, one-space indentation, and the shortest possible names; a third of the compressed size, which matters because each bundle
/// in a stack's state contains it.
/// </summary>
public static partial class NodeProgram
{
    /// <summary>The path of the command.</summary>
    public const string Command = "/usr/local/sbin/infra-apply";

    internal const string Main = "node/sbin/infra-apply";
    private const string Modules = "node/lib/infra/";

    /// <summary>
    /// Grows volumes in use to the size of enlarged disks: sent to a node and run by <c>python3 -I -</c>, followed by <c>name=GiB</c>
    /// arguments. It depends on no file of the node.
    /// </summary>
    public static string GrowVolumes { get; } = ShortNames.In(Whole("sent/grow-volumes.py"));

    /// <summary>
    /// Makes a node ready for IPsec and prints its public key: sent to a node and run by <c>python3 -I -</c>, see
    /// <see cref="Mesh.IpsecKey"/>.
    /// </summary>
    public static string IpsecKey { get; } = ShortNames.In(Whole("sent/ipsec-key.py"));

    /// <summary>The program: as each bundle carries it, and as a new node gets it (<see cref="ProgramDelivery"/>).</summary>
    public static string Pushed { get; } = ShortNames.In(Whole(Main));

    /// <summary>Tells which of two programs is newer. Incremented with each change of <see cref="Pushed"/>: a test enforces it.</summary>
    public static int Version { get; } =
        int.Parse(VersionLine().Match(Source($"{Modules}program.py")).Groups[1].Value, CultureInfo.InvariantCulture);

    // Replaces the module path setup and imports with the modules themselves, each once and after its dependencies. No two define the same
    // name: enforced by a test.
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

    // Drops imports of our modules, and library imports that are already present.
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

    // A test compares the resulting syntax trees with those of the sources.
    private static string Pack(string source)
    {
        var bare = Signature()
            .Replace(source, def => $"{def.Groups["name"].Value}{TypeOfParameter().Replace(def.Groups["parameters"].Value, "")}):");
        return Indent().Replace(Gap().Replace(bare, ""), spaces => new string(' ', spaces.Length / 4));
    }

    // Comments on lines of their own except the first (#!), and docstrings except the command's own, which is its usage text. Also the
    // import that lets annotations refer to later names: no annotation is left.
    [GeneratedRegex(@"^ *#(?!!).*\n|  # noqa.*$|^from __future__ .*\n+|(?:\A|^ +)""{3}(?:(?!""{3})[\s\S])*""{3}\n", RegexOptions.Multiline)]
    private static partial Regex NotCode();

    [GeneratedRegex(@"^(?:import \w+|from (?<module>[\w.]+) import [^\n(]+)\n", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex(@"^sys\.path\.insert\(.*\n", RegexOptions.Multiline)]
    private static partial Regex Path();

    // A function's first line, if it is on one line; return annotations are not needed at run time.
    [GeneratedRegex(@"^(?<name> *def \w+\()(?<parameters>.*)\) -> [^:\n]+:$", RegexOptions.Multiline)]
    private static partial Regex Signature();

    [GeneratedRegex(@"(?<=\w): [^,=\[\]]+(?:\[(?:[^\[\]]|\[[^\[\]]*\])*\])?(?:[^,=\[\]]*(?<! ))?")]
    private static partial Regex TypeOfParameter();

    // Empty lines before what cannot occur inside our string literals.
    [GeneratedRegex(@"\n+(?=\n *(?:def|class|if|from|import|[A-Z][A-Z_, ]+ =) )")]
    private static partial Regex Gap();

    [GeneratedRegex(@"^VERSION = (\d+)$", RegexOptions.Multiline)]
    private static partial Regex VersionLine();

    // Only whole indentation steps: anything else is inside brackets or string literals.
    [GeneratedRegex(@"^(?: {4})+(?=\S)", RegexOptions.Multiline)]
    private static partial Regex Indent();
}
