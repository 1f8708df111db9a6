using System.Collections.Immutable;
using System.Text;

namespace Infra.Core.Boot;

/// <summary>
/// The program on the node, <c>infra-apply</c>: Python 3.11, standard library only. Its sources lie under Boot/node as they
/// will under /usr/local, and are resources of this assembly.
/// </summary>
public static class NodeProgram
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
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
