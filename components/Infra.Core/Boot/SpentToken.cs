namespace Infra.Core.Boot;

/// <summary>
/// An enrolment token is single-use. Where a node stores it, and how it is erased there. Sent with a confirmation, so that nodes of every
/// version erase it, and not part of user data.
/// </summary>
public static class SpentToken
{
    /// <summary>
    /// Absolute shell patterns of files, separated by spaces: ours; cloud-init's copies of user data (raw, decoded, merged, and in its
    /// pickled state); and what Azure's agent received.
    /// </summary>
    public const string Files =
        "/etc/infra/enrolment-token /var/lib/cloud/instances/*/user-data* /var/lib/cloud/instances/*/cloud-config.txt "
        + "/var/lib/cloud/instances/*/obj.pkl "
        + "/var/lib/cloud/seed/*/user-data /var/lib/waagent/ovf-env.xml /var/lib/waagent/CustomData "
        + "/run/cloud-init/combined-cloud-config.json";

    /// <summary>Shell text for root, without single quotes. It always succeeds, whatever exists.</summary>
    public static string Forget { get; } = ForgetIn("");

    // cloud-init fetches user data at each boot and stores it, so each boot erases it again after cloud-init has finished
    // (https://cloudinit.readthedocs.io/en/22.4.2/topics/modules.html#scripts-per-boot). Disabling cloud-init would break the network: it
    // names the interfaces at each boot. Overwritten, because a deleted file's content stays on disk until it is reused.
    internal static string ForgetIn(string root)
    {
        var forget = $"shred -fuzn0 {root}{Files.Replace(" /", $" {root}/", StringComparison.Ordinal)} 2>/dev/null; true";
        return $"boots={root}/var/lib/cloud/scripts/per-boot; [ ! -d $boots ] || {{ (umask 022; printf "
            + $"\"#!/bin/sh\\n{forget}\\n\" >$boots/infra-spent); chmod 755 $boots/infra-spent; }}; {forget}";
    }
}
