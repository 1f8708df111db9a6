using System.Text;

namespace Infra.Core.Boot;

/// <summary>The program on the node, as it is in this assembly.</summary>
public static class NodeProgram
{
    /// <summary>Python 3.11, standard library only.</summary>
    public static string Text { get; } = Read();

    private static string Read()
    {
        using var resource = typeof(NodeProgram).Assembly.GetManifestResourceStream("infra-apply")
            ?? throw new InvalidOperationException("infra-apply is not in the assembly.");
        using var buffer = new MemoryStream();
        resource.CopyTo(buffer);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
