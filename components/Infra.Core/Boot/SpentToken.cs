namespace Infra.Core.Boot;

/// <summary>
/// An enrolment token counts once. Where a node has it, and how it is forgotten there. Sent with a confirmation, so that nodes of
/// every version forget it, and none of it weighs on user data.
/// </summary>
public static class SpentToken
{
    /// <summary>
    /// Shell patterns of files, absolute, a space between two: ours; what cloud-init keeps of user data, as it came, decoded, merged, and
    /// with all else it knows; what Azure's agent was given.
    /// </summary>
    public const string Files =
        "/etc/infra/enrolment-token /var/lib/cloud/instances/*/user-data* /var/lib/cloud/instances/*/cloud-config.txt /var/lib/cloud/instances/*/obj.pkl "
        + "/var/lib/cloud/seed/*/user-data /var/lib/waagent/ovf-env.xml /var/lib/waagent/CustomData /run/cloud-init/combined-cloud-config.json";

    /// <summary>Shell text for root, without a single quote. It ends in success, whatever is there.</summary>
    public static string Forget { get; } = ForgetIn("");

    // Ended first: cloud-init would fetch user data again, and store it, at each boot
    // (https://cloudinit.readthedocs.io/en/22.4.2/howto/disable_cloud_init.html). Overwritten: a file that is only removed stays on the disk
    // until something else is written there.
    internal static string ForgetIn(string root) =>
        $"[ ! -d {root}/etc/cloud ] || echo infra: enrolled >{root}/etc/cloud/cloud-init.disabled; "
        + $"for file in {root}{Files.Replace(" /", $" {root}/", StringComparison.Ordinal)}; do [ ! -f \"$file\" ] || shred -fuzn0 \"$file\"; done; true";
}
