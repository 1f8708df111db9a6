using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Core.Boot;

/// <summary>
/// The program on the node, <c>infra-apply</c>: Python 3.11, standard library only. Its sources lie under Boot/node as they
/// will under /usr/local, and are resources of this assembly. Nodes get them without comments and docstrings, which are a
/// sixth of what they weigh compressed: they travel in user data, and clouds take 16 KiB.
/// </summary>
public static partial class NodeProgram
{
    /// <summary>What is called.</summary>
    public const string Command = "/usr/local/sbin/infra-apply";

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
        return NotCode().Replace(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length), "");
    }

    // Comments on lines of their own but the first (#!), and docstrings but the command's own, which is what it says of its
    // usage. A test compares the syntax trees of what is left with those of the sources.
    [GeneratedRegex(@"^ *#(?!!).*\n|(?:\A|^ +)""{3}(?:(?!""{3})[\s\S])*""{3}\n", RegexOptions.Multiline)]
    private static partial Regex NotCode();
}
