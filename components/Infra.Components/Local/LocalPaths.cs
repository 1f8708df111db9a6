using Infra.Core.Clouds.Local;

namespace Infra.Components.Local;

/// <summary>Where a lab keeps what people and tests look at.</summary>
public static class LocalPaths
{
    /// <summary>Disks and keys of a lab: under <c>INFRA_LAB_DIR</c>, by default /var/tmp/infra.</summary>
    public static string Disks(LocalNetwork lab) =>
        Path.Combine(Environment.GetEnvironmentVariable("INFRA_LAB_DIR") is { Length: > 0 } given ? given : "/var/tmp/infra", lab.Id);

    /// <summary>What lives as long as the machine is up: pid files and logs.</summary>
    public static string Run(LocalNetwork lab) => Path.Combine("/run/infra", lab.Id);

    /// <summary>The operator's private key, OpenSSH form, where none was configured; its public half has <c>.pub</c> added.</summary>
    public static string OperatorKey(LocalNetwork lab) => Path.Combine(Disks(lab), "operator", "id_ed25519");

    /// <summary>The project's names as a hosts file, where its stack file has <c>dns</c>.</summary>
    public static string Hosts(LocalNetwork lab) => Path.Combine(Disks(lab), "hosts");

    /// <summary>All that a VM ever wrote to its console.</summary>
    public static string SerialLog(LocalNetwork lab, LocalMachine machine) => Path.Combine(Run(lab), "vm", machine.Name, "serial.log");

    /// <summary>Its QEMU's process id.</summary>
    public static string PidFile(LocalNetwork lab, LocalMachine machine) => Path.Combine(Run(lab), "vm", machine.Name, "pid");
}
