using System.IO.Compression;
using System.Text;

namespace Infra.Core.Boot;

/// <summary>
/// How a new node gets its program: over the first connection, not in user data, which is small on AWS and readable by whoever may ask the
/// cloud for it. Until then the node is closed by its boothook. Whoever answers that connection is not proven yet and receives nothing
/// secret; the node accepts the program only from a holder of an operator's key.
/// </summary>
public static class ProgramDelivery
{
    private const string Confirmed = "/var/lib/infra/confirmed.json";

    /// <summary>For standard input: the program as gzip in base64, one line.</summary>
    public static string Packed { get; } = Pack(NodeProgram.Pushed);

    /// <summary>
    /// Shell text that installs the program from standard input. A node whose first boot is done keeps the one it has; one whose first boot
    /// failed gets this one, with whatever it corrects. What arrives incomplete fails gzip's checksum and changes nothing.
    /// </summary>
    public const string Install =
        $"sudo sh -c '[ -e {Confirmed} ] && exit 0; at=$(mktemp /usr/local/sbin/.infra-apply.XXXXXX) && base64 -d | gzip -dc >$at && "
        + $"chmod 755 $at && sync $at && mv $at {NodeProgram.Command} && exit 0; rm -f $at; "
        + "echo \"The node program did not arrive whole, or cannot be written: run up again.\" >&2; exit 1'";

    private static string Pack(string program)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(program));
        }

        return Convert.ToBase64String(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }
}
