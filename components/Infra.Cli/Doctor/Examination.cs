using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Cli.Doctor;

/// <summary>What this machine can and cannot do for the local cloud and for <c>pulumi up</c>, with remedies.</summary>
/// <param name="root">The repository.</param>
/// <param name="labDirectory">Where the local cloud keeps its disks.</param>
/// <param name="kernel">A Linux kernel to boot a guest with; null if this machine has none yet.</param>
public sealed partial class Examination(IMachine machine, string root, string labDirectory, string? kernel)
{
    private const long NeededDiskBytes = 8L << 30;
    private const long NeededMemoryKib = 3L << 20;

    private const string Slower = "Works, but several times slower than KVM. For KVM use a machine with VT-x or AMD-V.";

    // Each program, the Debian package that contains it, and its purpose.
    private static readonly (string Program, string Package, string Purpose)[] Programs =
    [
        ("qemu-system-x86_64", "qemu-system-x86", "runs the VMs"),
        ("qemu-img", "qemu-utils", "makes their disks"),
        ("mmdebstrap", "mmdebstrap", "builds the image"),
        ("mke2fs", "e2fsprogs", "builds the image"),
        ("genisoimage", "genisoimage", "builds the cloud-init seed"),
        ("ip", "iproute2", "makes the network"),
        ("nft", "nftables", "filters in the network"),
        ("nsenter", "util-linux", "starts programs in it"),
        ("flock", "util-linux", "prevents concurrent runs"),
        ("python3", "python3", "probes connections"),
        ("ssh", "openssh-client", "logs in to nodes"),
        ("openssl", "openssl", "makes enrolment tokens"),
    ];

    private static readonly (string Program, string Package, string Purpose)[] TestPrograms =
    [
        ("iptables-restore", "iptables", "lets tests load the node firewall"),
        ("ipset", "ipset", "lets tests load the node firewall"),
        ("shellcheck", "shellcheck", "lets tests check the scripts"),
        ("pyflakes3", "pyflakes3", "lets tests check the Python programs"),
    ];

    public IEnumerable<Finding> Findings()
    {
        yield return Root();
        foreach (var finding in Programs.Select(p => Tool(p, Verdict.Missing)).Concat(TestPrograms.Select(p => Tool(p, Verdict.Note))))
        {
            yield return finding;
        }

        yield return Namespaces();
        yield return Accelerator();
        yield return Memory();
        yield return Disk();
        yield return PulumiSdk();
        yield return PulumiCli();
    }

    private Finding Root() =>
        machine.IsRoot
            ? new("root", Verdict.Good, "yes", "")
            : new(
                "root",
                Verdict.Missing,
                "no",
                "The local cloud creates network namespaces and taps: run scripts/up as root. plan, render and lock need no root."
            );

    private Finding Tool((string Program, string Package, string Purpose) tool, Verdict otherwise) =>
        machine.Find(tool.Program) is { } path
            ? new(tool.Program, Verdict.Good, path, "")
            : new(tool.Program, otherwise, $"not found; it {tool.Purpose}", $"scripts/setup as root, or apt-get install {tool.Package}");

    private Finding Namespaces()
    {
        var run = machine.Run(TimeSpan.FromSeconds(10), "unshare", "--net", "true");
        return run is { ExitCode: 0 }
            ? new("network namespaces", Verdict.Good, "one was made", "")
            : new(
                "network namespaces",
                Verdict.Missing,
                run?.Output.Trim() ?? "unshare is missing",
                "Run as root, outside a container or in one with CAP_SYS_ADMIN and CAP_NET_ADMIN."
            );
    }

    // /dev/kvm may open and its guests still hang (nested virtualisation): only a guest that has run is proof.
    private Finding Accelerator()
    {
        const string subject = "virtualisation";
        if (machine.Find("qemu-system-x86_64") is null)
        {
            return new(subject, Verdict.Missing, "cannot be tested without QEMU", "scripts/setup");
        }

        if (!machine.Exists("/dev/kvm"))
        {
            return new(subject, Verdict.Note, "emulation (TCG): no /dev/kvm", Slower);
        }

        if (kernel is null)
        {
            return new(
                subject,
                Verdict.Note,
                "/dev/kvm exists; not tested yet, for want of a kernel",
                "scripts/up tests it with its own image."
            );
        }

        return GuestTrial.RunsUnderKvm(machine, kernel)
            ? new(subject, Verdict.Good, "KVM: a test guest ran", "")
            : new(subject, Verdict.Note, "emulation (TCG): /dev/kvm exists, but a test guest did not run on it", Slower);
    }

    private Finding Memory()
    {
        var match = MemAvailable().Match(machine.Read("/proc/meminfo") ?? "");
        if (!match.Success)
        {
            return new("memory", Verdict.Note, "unknown", "Three VMs take about 3 GiB.");
        }

        var available = long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var fact = $"{available / 1048576.0:0.0} GiB available";
        return available >= NeededMemoryKib
            ? new("memory", Verdict.Good, fact, "")
            : new("memory", Verdict.Note, fact, "Three VMs take about 3 GiB: request fewer nodes in stacks/Pulumi.local.yaml.");
    }

    private Finding Disk()
    {
        var free = machine.FreeBytes(labDirectory);
        var fact = $"{free / (double)(1 << 30):0.0} GiB free for {labDirectory}";
        return free >= NeededDiskBytes
            ? new("disk", Verdict.Good, fact, "")
            : new(
                "disk",
                Verdict.Missing,
                fact,
                "The image and three VMs take up to 8 GiB: free some space, or set INFRA_LAB_DIR to a larger file system."
            );
    }

    private Finding PulumiSdk()
    {
        var recorded = machine.Read(Path.Combine(root, "PulumiSdk.props"));
        return (recorded, recorded is null ? null : Reason().Match(recorded)) switch
        {
            (null, _) => new("Pulumi packages", Verdict.Note, "not chosen yet: nuget by default", "scripts/setup determines it once."),
            (_, { Success: true } match) => new("Pulumi packages", Verdict.Good, match.Groups[1].Value, ""),
            var (text, _) => new(
                "Pulumi packages",
                Verdict.Good,
                text.Contains("standin", StringComparison.Ordinal) ? "standin" : "nuget",
                ""
            ),
        };
    }

    private Finding PulumiCli() =>
        machine.Run(TimeSpan.FromSeconds(20), "pulumi", "version") is { ExitCode: 0 } run
            ? new("pulumi command", Verdict.Good, run.Output.Trim(), "")
            : new(
                "pulumi command",
                Verdict.Note,
                "not installed",
                "Needed only to apply cloud stacks (pulumi up): https://www.pulumi.com/docs/install/. Not needed to plan them."
            );

    [GeneratedRegex(@"^MemAvailable:\s+(\d+) kB", RegexOptions.Multiline)]
    private static partial Regex MemAvailable();

    [GeneratedRegex("<!-- Pulumi SDK: (.*?) -->")]
    private static partial Regex Reason();
}
