using Infra.Core.Clouds.Local;

namespace Infra.Components.Local;

/// <summary>Where a lab keeps files that people and tests look at.</summary>
public static class LocalPaths
{
    /// <summary>A lab's disks and keys: under <c>INFRA_LAB_DIR</c>, by default /var/tmp/infra.</summary>
    public static string Disks(LocalNetwork lab) =>
        Path.Combine(Environment.GetEnvironmentVariable("INFRA_LAB_DIR") is { Length: > 0 } given ? given : "/var/tmp/infra", lab.Id);

    /// <summary>Files that last until reboot: pid files and logs.</summary>
    public static string Run(LocalNetwork lab) => Path.Combine("/run/infra", lab.Id);

    /// <summary>
    /// The operator's private key in OpenSSH format, if none was configured; the public half's name ends in <c>.pub</c>.
    /// </summary>
    public static string OperatorKey(LocalNetwork lab) => Path.Combine(Disks(lab), "operator", "id_ed25519");

    /// <summary>The project's names as a hosts file, if its stack file has <c>dns</c>.</summary>
    public static string Hosts(LocalNetwork lab) => Path.Combine(Disks(lab), "hosts");

    /// <summary>Everything a VM has written to its console.</summary>
    public static string SerialLog(LocalNetwork lab, LocalMachine machine) => Path.Combine(Run(lab), "vm", machine.Name, "serial.log");

    /// <summary>The process ID of its QEMU.</summary>
    public static string PidFile(LocalNetwork lab, LocalMachine machine) => Path.Combine(Run(lab), "vm", machine.Name, "pid");
}
