using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Core.Boot;

/// <summary>
/// The program on the node, <c>infra-apply</c>: Python 3.11, standard library only. Its sources lie under Boot/node as they
/// will under /usr/local, and are resources of this assembly. Nodes get them without comments, docstrings and the types of
/// parameters and gaps, indented by one: a quarter of what they weigh compressed. They travel in user data, and AWS takes 16 KiB.
/// </summary>
public static partial class NodeProgram
{
    /// <summary>What is called.</summary>
    public const string Command = "/usr/local/sbin/infra-apply";

    /// <summary>
    /// What gives volumes in use the room of disks that became larger: sent to a node and run by <c>python3 -I -</c>, with
    /// <c>name=GiB</c> words behind. It is no file of a node.
    /// </summary>
    public static string GrowVolumes { get; } = Read("sent/grow-volumes.py");

    private const string Prefix = "node/";

    /// <summary>Its files, sorted by path; mode and content as in a bundle.</summary>
    public static ImmutableArray<Bundle.BundleFile> Files { get; } =
    [
        .. typeof(NodeProgram).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => (Name: name, Path: $"/usr/local/{name[Prefix.Length..].Replace('\\', '/')}"))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => new Bundle.BundleFile(file.Path, file.Path == Command ? "0755" : "0644", Read(file.Name))),
    ];

    private static string Read(string name)
    {
        using var resource = typeof(NodeProgram).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var buffer = new MemoryStream();
        resource.CopyTo(buffer);
        return Pack(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    // A test compares the syntax trees of what is left with those of the sources.
    private static string Pack(string source)
    {
        var code = NotCode().Replace(source, "");
        var bare = Signature().Replace(code, def => $"{def.Groups["name"].Value}{TypeOfParameter().Replace(def.Groups["parameters"].Value, "")}):");
        return Indent().Replace(Gap().Replace(bare, ""), spaces => new string(' ', spaces.Length / 4));
    }

    // Comments on lines of their own but the first (#!), and docstrings but the command's own, which is what it says of its
    // usage. Nor what lets annotations name what comes later: there are none left that do.
    [GeneratedRegex(@"^ *#(?!!).*\n|  # noqa.*$|^from __future__ .*\n+|(?:\A|^ +)""{3}(?:(?!""{3})[\s\S])*""{3}\n", RegexOptions.Multiline)]
    private static partial Regex NotCode();

    // A function's first line, where it is on one; what it returns is said to nobody at run time.
    [GeneratedRegex(@"^(?<name> *def \w+\()(?<parameters>.*)\) -> [^:\n]+:$", RegexOptions.Multiline)]
    private static partial Regex Signature();

    [GeneratedRegex(@"(?<=\w): [^,=\[\]]+(?:\[(?:[^\[\]]|\[[^\[\]]*\])*\])?(?:[^,=\[\]]*(?<! ))?")]
    private static partial Regex TypeOfParameter();

    // Empty lines before what can stand in no text of ours.
    [GeneratedRegex(@"\n+(?=\n *(?:def|class|if|from|import|[A-Z][A-Z_, ]+ =) )")]
    private static partial Regex Gap();

    // Whole steps alone: what stands elsewhere is inside of brackets, or of text.
    [GeneratedRegex(@"^(?: {4})+(?=\S)", RegexOptions.Multiline)]
    private static partial Regex Indent();
}
